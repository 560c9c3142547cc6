// Goal: a defect of ksmtop itself never looks like a result: exit code 3, words, no stack trace unless asked for.
// Method: a command that throws stands in for a real one.

import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {main} from '../../source/cli/program.js';
import {InvariantError} from '../../source/core/base/invariant.js';

const failing = vi.hoisted(() => ({error: new Error('x')}));
vi.mock('../../source/cli/commands/list/list.js', () => ({
	list: async () => {
		throw failing.error;
	},
}));

let printed = '';

beforeEach(() => {
	printed = '';
	vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
		printed += String(text);
		return true;
	});
});

afterEach(() => {
	vi.restoreAllMocks();
	vi.unstubAllEnvs();
});

describe('a defect', () => {
	it('of the model exits with 3 and says which invariant broke', async () => {
		failing.error = new InvariantError('invariant broken: a frame is freed once');
		expect(await main(['list'])).toBe(3);
		expect(printed).toMatch(/^ksmtop: invariant broken: a frame is freed once\n/);
		expect(printed).not.toMatch(/^\s+at /m);
	});

	it('of the program exits with 3; the stack is shown on request only', async () => {
		failing.error = new TypeError('undefined is\nnot a function');
		expect(await main(['list'])).toBe(3);
		expect(printed).toMatch(/^ksmtop: internal error: undefined is not a function\n/);
		expect(printed).not.toMatch(/^\s+at /m);
		vi.stubEnv('KSMTOP_DEBUG', '1');
		await main(['list']);
		expect(printed).toMatch(/^\s+at /m);
	});
});
