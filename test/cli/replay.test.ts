// Goal: a recorded session comes out the same when it is replayed, also up to a cut, and a file that was changed is
// refused. Method: the built program records, the file is copied with a change, the program replays it.

import {readFileSync} from 'node:fs';
import path from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {zeroThps} from '../session/presets.js';
import {expectRefusal, ksmtop, workFolder} from './program.js';

const work = workFolder();
afterAll(work.remove);

const small = work.file(
	'small.yaml',
	zeroThps('until: full_scans>=3\nexpect: [{kernel: mainline, name: ksm_zero_pages, equals: 0}]', 4),
);
const json = <T>(text: string): T => JSON.parse(text) as T;

/** A run file without the checksums of its lines, as earlier versions wrote it: such a one may be changed by hand. */
const unsealed = (text: string): string => text.replaceAll(/,"crc32":"[\da-f]{8}"\}$/gm, '}');

describe('record and replay', () => {
	const record = path.join(work.folder, 'session.ndjson');

	it('comes to the same fingerprint', async () => {
		const recorded = await ksmtop('compare', small, '--record', record, '--set', 'pages_to_scan=77');
		expect(recorded.code).toBe(0);
		const again = await ksmtop('replay', record);
		expect(again).toMatchObject({code: 0, stderr: ''});
		expect(again.stdout).toMatch(/fingerprint [0-9a-f]{16}, the same/);
	});

	it('replays commands at their times, up to the cut of a file that was cut off', async () => {
		const header = unsealed(readFileSync(record, 'utf8')).split('\n')[0];
		const lines = [
			header,
			'{"type":"command","time_ns":50000000,"set":{"knob":"pages_to_scan","value":"5"}}',
			'{"type":"time","time_ns":90000000}',
			'{"type":"comma',
		];
		const cut = await ksmtop('replay', work.file('cut.ndjson', lines.join('\n')), '--format', 'json');
		expect(cut.code).toBe(0);
		expect(cut.stderr).toMatch(/cut off/);
		expect(json(cut.stdout)).toMatchObject({
			replay: {cut_off: true, same: null},
			runs: [{time_ns: 90_000_000, knobs: {pages_to_scan: 5}}, {}, {}],
		});
	});

	it('reports another version, another format, and a difference', async () => {
		const text = unsealed(readFileSync(record, 'utf8'));
		const other = await ksmtop('replay', work.file('v.ndjson', text.replace('"ksmtop":"', '"ksmtop":"0.')));
		expect(other.code).toBe(0);
		expect(other.stderr).toMatch(/recorded by version 0\./);
		const format = work.file('f.ndjson', text.replace('"run_file":1', '"run_file":99'));
		expectRefusal(await ksmtop('replay', format), /format 99/);
		const differs = work.file(
			'd.ndjson',
			text.replace(/"fingerprint":"\w{16}"/, '"fingerprint":"0123456789abcdef"'),
		);
		const said = await ksmtop('replay', differs);
		expect(said.code).toBe(1);
		expect(said.stdout).toMatch(/REPLAY DIFFERS/);
	});

	it('refuses a file that was changed', async () => {
		const changed = readFileSync(record, 'utf8').replace(
			/"fingerprint":"\w{16}"/,
			'"fingerprint":"0123456789abcdef"',
		);
		expectRefusal(
			await ksmtop('replay', work.file('c.ndjson', changed)),
			/c\.ndjson:2:1: the file is damaged/,
		);
	});
});
