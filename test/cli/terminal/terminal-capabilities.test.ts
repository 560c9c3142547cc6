// Goal: what ksmtop makes of a terminal follows its documented order: flags, is it a terminal, NO_COLOR, locale, SSH.
// Method: hand-made environments, without any terminal.

import {describe, expect, it} from 'vitest';
import {
	terminalCapabilities,
	type Environment,
	type TerminalCapabilities,
} from '../../../source/cli/terminal/terminal-capabilities.js';

type Flags = Parameters<typeof terminalCapabilities>[0];
const FLAGS: Flags = {plain: false, color: true, ascii: false, fps: undefined};
const world = (env: Environment['env'] = {}, stdinIsTTY = true, stdoutIsTTY = true): Environment => ({
	env: {TERM: 'xterm-256color', LANG: 'en_GB.UTF-8', ...env},
	stdinIsTTY,
	stdoutIsTTY,
});
const decide = (flags: Partial<Flags>, environment: Environment): TerminalCapabilities =>
	terminalCapabilities({...FLAGS, ...flags}, environment);

describe('the capabilities of the terminal', () => {
	it('of a local terminal give colours, Unicode and four frames per second', () => {
		expect(decide({}, world())).toMatchObject({
			plain: false,
			colors: true,
			unicode: true,
			framesPerSecond: 4,
		});
	});

	it('make plain lines of anything that is no full terminal', () => {
		for (const [flags, environment, reason] of [
			[{plain: true}, world(), /--plain/],
			[{}, world({}, true, false), /standard output/],
			[{}, world({}, false), /standard input/],
			[{}, world({TERM: 'dumb'}), /TERM is dumb/],
		] as const) {
			const {plain, decisions} = decide(flags, environment);
			expect(plain).toBe(true);
			expect(decisions[0].because).toMatch(reason);
		}
	});

	it('are not blanked by a CI variable', () => {
		expect(decide({}, world({CI: 'true', GITHUB_ACTIONS: 'true'})).plain).toBe(false);
	});

	it('follow NO_COLOR unless it is empty', () => {
		expect(decide({}, world({NO_COLOR: '1'})).colors).toBe(false);
		expect(decide({}, world({NO_COLOR: ''})).colors).toBe(true);
		expect(decide({color: false}, world()).colors).toBe(false);
	});

	it('take the locale that wins: LC_ALL, LC_CTYPE, LANG', () => {
		expect(decide({}, world({LC_ALL: 'C'})).unicode).toBe(false);
		expect(decide({}, world({LC_CTYPE: 'de_DE.utf8', LANG: 'C'})).unicode).toBe(true);
		expect(decide({}, world({LANG: undefined})).unicode).toBe(false);
		expect(decide({ascii: true}, world()).unicode).toBe(false);
	});

	it('draw less often over SSH, unless --fps says how often', () => {
		expect(decide({}, world({SSH_TTY: '/dev/pts/1'})).framesPerSecond).toBe(2);
		expect(decide({fps: 9}, world({SSH_TTY: '/dev/pts/1'})).framesPerSecond).toBe(9);
	});

	it.each([
		['xterm-256color', {}, 'true 256 true'],
		['xterm', {}, 'true 16 true'],
		['screen', {COLORTERM: 'truecolor'}, 'true 256 true'],
		['linux', {COLORTERM: 'truecolor'}, 'true 16 false'],
		['vt100', {}, 'false 16 false'],
		['xterm-mono', {}, 'false 16 true'],
	])('of TERM=%s are what it can draw', (TERM, env, expected) => {
		const {colors, depth, unicode} = terminalCapabilities(
			{plain: false, color: true, ascii: false, fps: undefined},
			{env: {LANG: 'C.UTF-8', TERM, ...env}, stdinIsTTY: true, stdoutIsTTY: true},
		);
		expect(`${colors} ${depth} ${unicode}`).toBe(expected);
	});
});
