// Goal: `ksmtop real --from` without a terminal says what a recording says, and takes one that broke off for what it is: no
// result. Method: the built program over a kept recording of a real 6.18, whole, cut at every kind of place, and spoilt.

import {afterAll, describe, expect, it} from 'vitest';
import {keptFiles} from '../support/kept-recording.js';
import {expectRefusal, ksmtop, start, workFolder} from './program.js';

const {preset, lines} = keptFiles('zero-pages-2001');
const work = workFolder();
const presetFile = work.file('preset.yaml', preset);
const real = async (text: string, ...flags: string[]) =>
	ksmtop('real', presetFile, '--from', work.file('recording.ndjson', text), ...flags);

afterAll(() => work.remove());

describe('a recording', () => {
	it('that is whole equals the kernel that made it', async () => {
		const {code, stdout} = await real(`${lines.join('\n')}\n`);
		expect(stdout).toMatch(/^R equals .*mainline[\s\S]*: \d+ figures\s+at 19 full scans$/m);
		expect(stdout).toMatch(/^R is not skip-huge/m);
		expect(code).toBe(0);
	});

	it('that broke off between two rows is compared up to there, and is no result', async () => {
		const {code, stdout} = await real(`${lines.slice(0, 10).join('\n')}\n`);
		expect(stdout).toMatch(/^R is cut off after full scan \d+, wakeup \d+: it is compared up to there/m);
		expect(stdout).toMatch(/^R equals .*mainline/m);
		expect(code).toBe(1);
	});

	it('that broke off within a row likewise', async () => {
		const half = `${lines.slice(0, 10).join('\n')}\n${lines[10].slice(0, 50)}`;
		const {code, stdout} = await start(['real', presetFile, '--from', '-'], {input: half}).done;
		expect(stdout).toContain('R is cut off after full scan');
		expect(code).toBe(1);
	});

	it('with a line that is no row is refused by the number of the line', async () => {
		const spoilt = [...lines.slice(0, 10), 'Connection reset by peer', ...lines.slice(10)].join('\n');
		expectRefusal(await real(`${spoilt}\n`), /line 11: not a line of JSON/);
	});

	it('of another preset is refused', async () => {
		const other = keptFiles('writes-2000').lines.join('\n');
		expectRefusal(await real(`${other}\n`), /the recording is of writes-2000, not of zero-pages-2001/);
	});

	it('of which not even the header came is refused', async () => {
		expectRefusal(await real(lines[0].slice(0, 30)), /line 1: not a line of JSON/);
		expectRefusal(await real(''), /there is no header/);
	});
});
