// Goal: how a machine is driven does not matter. Method: random machines and random commands, obeyed in one go, in small
// pieces of work, and across a snapshot: they must come to the same fingerprint.

import {fc} from '@fast-check/vitest';
import {describe, expect, it} from 'vitest';
import {checkInvariants, fingerprint} from '../../source/core/index.js';
import {restore, snapshot} from '../../source/core/snapshot.js';
import {build, obey, randomMachine} from '../support/random-machine.js';

const RUNS = Number(process.env.RANDOM_RUNS ?? 60);

describe('random machines', () => {
	it('do not care into which pieces time is cut', () => {
		fc.assert(
			fc.property(randomMachine, fc.integer({min: 1, max: 90}), fc.nat(60), (random, pages, pieceItems) => {
				const whole = build(random);
				const pieces = build(random, {pieceItems: pieceItems + 1});
				for (const command of random.commands) {
					obey(whole, command);
					obey(pieces, command, pages);
					expect(fingerprint(pieces)).toBe(fingerprint(whole));
				}
			}),
			{numRuns: RUNS},
		);
	});

	it('go on from a snapshot as if nothing had happened', () => {
		fc.assert(
			fc.property(randomMachine, fc.nat(49), (random, at) => {
				const m = build(random);
				let saved = snapshot(m);
				const rest = random.commands.slice(at);
				for (const [index, command] of random.commands.entries()) {
					if (index === at) saved = snapshot(m);
					obey(m, command);
				}
				const again = restore(saved);
				for (const command of at < random.commands.length ? rest : random.commands) obey(again, command);
				expect(fingerprint(again)).toBe(fingerprint(m));
				expect(checkInvariants(again)).toEqual([]);
			}),
			{numRuns: RUNS},
		);
	});
});
