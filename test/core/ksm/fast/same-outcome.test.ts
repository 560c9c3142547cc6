// Goal: the fast paths of the core change nothing. Method: random machines obey random commands twice: once as they do,
// and once by the plain rules alone, where both trees are always walked and every page is visited by itself. After each
// command the fingerprints are equal, and at the end the shapes of the stable trees.

import {fc} from '@fast-check/vitest';
import {expect, it} from 'vitest';
import {checkInvariants, fingerprint, type Machine} from '../../../../source/core/index.js';
import {completeStableTree} from '../../../../source/core/ksm/stable/links.js';
import {NODE_CHAIN, NODE_RED} from '../../../../source/core/state/ksm/stable-nodes.js';
import {createHost, region, set, start} from '../../../support/host.js';
import {build, obey, randomMachine, type Command} from '../../../support/random-machine.js';

const RUNS = Number(process.env.RANDOM_RUNS ?? 100);

/** The stable tree from the root down: what each node holds, and its colour. */
function stableShape(m: Machine): string {
	const {nodes, stableRoots} = m.ksm;
	completeStableTree(m);
	const shape = (node: number): string => {
		if (node === 0) return '';
		const isChain = (nodes.flags[node] & NODE_CHAIN) !== 0;
		const content = m.frames.content[nodes.frame[isChain ? nodes.head[node] : node]];
		const colour = (nodes.flags[node] & NODE_RED) === 0 ? 'b' : 'r';
		return `${colour}${content}(${shape(nodes.left[node])},${shape(nodes.right[node])})`;
	};
	return stableRoots.map(shape).join(' ');
}

function expectTheSame({commands}: {commands: Command[]}, fast: Machine, plain: Machine): void {
	for (const command of commands) {
		obey(fast, command);
		obey(plain, command);
		expect(fingerprint(plain)).toBe(fingerprint(fast));
	}
	expect(stableShape(plain)).toBe(stableShape(fast));
	expect(checkInvariants(plain)).toEqual([]);
}

it('comes to the same by the plain rules', () => {
	fc.assert(
		fc.property(randomMachine, (random) =>
			expectTheSame(random, build(random, {pieceItems: 30}), build(random, {plainRules: true})),
		),
		{numRuns: RUNS},
	);
});

/** Machines on which many contents are shared by a few pages each, and pages are written all the time. */
const sharing = fc.record({
	kernelVersion: fc.constantFrom('6.12' as const, '7.3' as const),
	pool: fc.integer({min: 2, max: 300}),
	unique: fc.integer({min: 1, max: 4}),
	knobs: fc.record({
		pages_to_scan: fc.constantFrom(20, 150, 1500),
		smart_scan: fc.constantFrom(0, 1),
		max_page_sharing: fc.constantFrom(2, 3, 8, 256),
		stable_node_chains_prune_millisecs: fc.constantFrom(0, 30, 500, 50_000),
	}),
	commands: fc.array(
		fc.oneof(
			fc.integer({min: 1, max: 120_000_000}).map((ns): Command => ({advance: ns})),
			fc
				.record({from: fc.nat(1200), pages: fc.integer({min: 1, max: 200}), kind: fc.nat(500)})
				.map(({from, pages, kind}): Command => {
					const content = () => (page: number) => (kind === 0 ? 0 : kind + ((page * 7) % 40));
					const target = {process: 'guest', region: 'ram', from, to: from + pages};
					return {action: {do: 'write', target, content}};
				}),
		),
		{minLength: 4, maxLength: 30},
	),
});

it('comes to the same with a stable tree of many nodes that come and go', () => {
	fc.assert(
		fc.property(sharing, ({kernelVersion, pool, unique, knobs, commands}) => {
			const host = (plainRules: boolean) => {
				const m = createHost('mainline', {kernelVersion, plainRules});
				set(m, knobs);
				const content = (page: number) =>
					page % 5 < unique ? 10_000 + page : (Math.imul(page, 40_503) >>> 3) % pool;
				start(m, 'guest', [region('ram', 1400, ['nohugepage', 'mergeable'], content)]);
				set(m, {run: 1});
				return m;
			};
			expectTheSame({commands}, host(false), host(true));
		}),
		{numRuns: RUNS},
	);
});
