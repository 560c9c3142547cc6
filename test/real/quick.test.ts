// Goal: where a kernel can be used for it, the model is held against it whenever the tests run. Method: a few small presets
// through the reproducer, on this machine, only if this is root on a kernel with KSM that nobody uses and whose knobs are
// the kernel's own (somebody who turned one is at work), and there is a compiler. Else says why not, and how many were
// left out. KSMTOP_REAL=0 leaves them out, too.

import {existsSync, readFileSync} from 'node:fs';
import process from 'node:process';
import {expect, it} from 'vitest';
import type {Difference} from '../../source/recording/difference.js';
import type {Scenario} from '../../source/scenario/scenario.js';
import {UsageError} from '../../source/cli/command-line/usage-error.js';
import {ROOT} from '../tools/root.js';
import {hasCompiler, compareWithModel, loadPreset, record} from './trial.js';

const KSM = '/sys/kernel/mm/ksm';
const PRESETS = ['stale-item', 'same-folio-pair', 'cow-storm'];
/** What a kernel starts with. */
const UNTOUCHED: Readonly<Record<string, string>> = {
	run: '0',
	sleep_millisecs: '20',
	pages_to_scan: '100',
	use_zero_pages: '0',
	smart_scan: '1',
	max_page_sharing: '256',
};

/** Why not here; null if nothing is in the way. */
function obstacle(): string | null {
	if (process.env['KSMTOP_REAL'] === '0') return 'KSMTOP_REAL is 0';
	if (process.getuid?.() !== 0) return 'it needs root';
	if (!existsSync(`${KSM}/run`)) return 'this kernel has no KSM';
	if (!hasCompiler()) return 'there is no cc';
	for (const [name, value] of Object.entries(UNTOUCHED)) {
		const file = `${KSM}/${name}`;
		const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : value;
		if (found !== value) return `somebody uses KSM: ${name} is ${found}`;
	}
	return null;
}

const differencesOf = async (scenario: Scenario): Promise<readonly Difference[]> =>
	compareWithModel(scenario, (await record(scenario, 'pass', false)).recording).differences;

it("finds this machine's kernel equal to the model", async ({skip}) => {
	let left = PRESETS.length;
	const leave = (why: string): void => {
		process.stderr.write(`real kernel: ${left} of ${PRESETS.length} presets not run: ${why}\n`);
		skip(left === PRESETS.length, why);
	};
	const why = obstacle();
	if (why !== null) return leave(why);
	for (const name of PRESETS) {
		const scenario = loadPreset(readFileSync(`${ROOT}/presets/${name}.yaml`, 'utf8'), `${name}.yaml`);
		try {
			let differences = await differencesOf(scenario);
			if (differences.length > 0) {
				// Another program may have written a knob and restored it: a difference of the model itself shows again.
				const somebody = obstacle();
				if (somebody !== null) return leave(somebody);
				differences = await differencesOf(scenario);
			}
			expect(differences, name).toEqual([]);
			left--;
		} catch (error) {
			// Somebody began to use KSM, or memory is short: the reproducer has said so and done nothing.
			if (!(error instanceof UsageError)) throw error;
			return leave(error.message);
		}
	}
});
