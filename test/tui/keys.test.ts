// Goal: every key of the keymap does what the help says it does, and says why when it cannot.
// Method: the whole view on a pretended terminal; keys as a terminal sends them; what is looked at is the screen, the
// session, or what the host was asked for.

import {describe, expect, it} from 'vitest';
import {parseCondition} from '../../source/scenario/conditions.js';
import {KEYMAP} from '../../source/tui/keys/keymap.js';
import {all, line, open, stage} from './open-stage.js';

describe('time', () => {
	it('space pauses unmistakably, and goes on', async () => {
		await open();
		expect(await line(0)).toContain('RUNNING');
		await stage.type(' ');
		expect(await line(0)).toContain('PAUSED');
		expect(stage.emulator.terminal.buffer.active.getLine(0)?.getCell(1)?.isInverse()).toBeTruthy();
		await stage.type(' ');
		expect(await line(0)).toContain('RUNNING');
	});

	it('s steps one wakeup, S a full scan, a one page', async () => {
		await open();
		const {session} = stage.store;
		await stage.type('s');
		expect(session.runs[1].figure('wakeups')).toBe(1);
		await stage.type('a');
		// Another run that took a page in the same nanosecond may let this one take its next.
		expect(session.runs[1].figure('pages_scanned')).toBeLessThanOrEqual(103);
		expect(session.runs[1].figure('pages_scanned')).toBeGreaterThan(100);
		await stage.type('S');
		expect(session.runs[1].figure('full_scans')).toBe(1);
		expect(await line(0)).toContain('PAUSED');
	});

	it(', and . change the speed', async () => {
		await open();
		await stage.type('...');
		expect(stage.store.state.speed).toBe(10);
		await stage.type(',');
		expect(await line(0)).toContain('x5 ');
	});

	it('g goes on until a condition, and keeps the text when it is wrong', async () => {
		await open();
		await stage.type('gfull_scens>=1\r');
		expect((await stage.screen()).slice(20, 23).join(' ')).toContain('did you mean full_scans?');
		expect(await line(23)).toContain('full_scens');
		await stage.type('\u0015full_scans>=1\r');
		expect(stage.store.session.runs.some((run) => run.figure('full_scans') === 1)).toBe(true);
	});

	it('z goes back one wakeup, Z a full scan, Home to the start', async () => {
		await open();
		const wakeups = (): number => stage.store.session.runs[1].figure('wakeups') ?? 0;
		await stage.type('sss');
		await stage.type('z');
		expect(wakeups()).toBe(2);
		await stage.type('SSSz\u007F');
		await stage.type('Z');
		expect(stage.store.session.runs[1].figure('full_scans')).toBeLessThan(3);
		await stage.type('\u001B[H');
		expect(stage.store.session.nowNs).toBe(0);
	});

	it('b adds a breakpoint at which the session stops', async () => {
		await open();
		await stage.type('b');
		expect(await all()).toContain('breakpoints');
		await stage.type('asplit_remap\r');
		expect(stage.store.session.simulation?.breakpoints).toHaveLength(1);
		await stage.type('b');
		await stage.pass(2e9);
		expect(stage.store.session.runs[1].figure('freed_pages.split_remap')).toBeGreaterThan(0);
		expect(stage.store.session.nowNs).toBeLessThan(2e9);
	});
});

describe('knobs', () => {
	it.each([
		['u', 'use_zero_pages', 0],
		['m', 'smart_scan', 0],
		['t', 'shrink_underused', 0],
		['r', 'run', 0],
		['+', 'pages_to_scan', 200],
		['-', 'pages_to_scan', 50],
		['<', 'sleep_millisecs', 10],
		['>', 'sleep_millisecs', 50],
	] as const)('%s writes %s', async (key, knob, value) => {
		await open();
		await stage.type(key);
		for (const run of stage.store.session.runs) expect(run.knobs()[knob]).toBe(value);
		expect(await all()).toContain(`${knob} ${value}`);
	});

	it('a held key is as many turns', async () => {
		await open();
		await stage.type('+++');
		expect(stage.store.session.runs[0].figure('pages_to_scan')).toBe(1000);
	});

	it('o writes any knob and shows what the kernel refuses', async () => {
		await open();
		await stage.type('o\r9\r');
		expect(await line(22)).toContain('EINVAL: run takes 0, 1 or 2');
		expect(await line(23)).toContain('write to run: 9');
		await stage.type('\u00152\r');
		expect(stage.store.session.runs[0].figure('run')).toBe(2);
	});

	it('are refused when the session is read-only', async () => {
		await open({readOnly: true});
		await stage.type('u');
		expect(await line(23)).toContain('read-only');
		expect(stage.store.session.simulation?.commands).toHaveLength(0);
	});
});

describe('look', () => {
	it('Tab selects the next kernel, Shift-Tab the one before', async () => {
		await open();
		expect(stage.store.state.selected).toBe('B');
		await stage.type('\t');
		expect(await line(6)).toMatch(/^>C v1-mergeable/);
		await stage.type('\u001B[Z\u001B[Z');
		expect(await line(4)).toMatch(/^>A before/);
	});

	it('f focuses one panel after the other, and every one shows itself', async () => {
		await open();
		await stage.pass(1.1e9);
		const seen = new Set<string>();
		for (let i = 0; i < 9; i++) {
			await stage.type('f');
			seen.add(stage.store.state.focus);
			expect((await stage.screen()).every((text) => text.length <= 80)).toBe(true);
		}
		expect(seen.size).toBe(9);
		await stage.type('F');
		expect(stage.store.state.focus).toBe('memory');
	});

	it('e lets the focused panel fill the screen', async () => {
		await open();
		await stage.type('fffFffe');
		const text = await all();
		expect(text).toContain('advisor_mode');
		expect(text).not.toContain('most/wakeup');
		await stage.type('q');
		expect(await all()).toContain('most/wakeup');
	});

	it('/ filters events, Enter explains one, J goes to its moment', async () => {
		await open();
		await stage.pass(1.1e9);
		await stage.type('ffff');
		await stage.type('F');
		while (stage.store.state.focus !== 'events') await stage.type('f');
		await stage.type('/split B\r');
		expect(await all()).toContain('/ split B');
		await stage.type('\r');
		expect(await all()).toContain('try_to_map_unused_to_zeropage');
		await stage.type('q');
		const before = stage.store.session.nowNs;
		await stage.type('kJ');
		expect(stage.store.session.nowNs).toBeLessThan(before);
	});

	it('Enter on the folio map shows a folio page by page', async () => {
		await open();
		await stage.pass(1.1e9);
		while (stage.store.state.focus !== 'folios') await stage.type('f');
		await stage.type('l\r');
		const text = await all();
		expect(text).toContain('THP 0 of it');
		expect(text).toContain('××××××××');
	});

	it('P shows bytes, V changes the palette, v the chart, x zooms', async () => {
		await open();
		await stage.pass(1.1e9);
		await stage.type('P');
		expect(await all()).toContain('16 MiB');
		await stage.type('VV');
		expect(await line(23)).toContain('palette: none');
		await stage.type('v');
		expect(await all()).toContain('resident, MiB');
		await stage.type('x');
		expect(await all()).toContain('zoom x2');
	});
});

describe('session', () => {
	it('? opens the help, which names every key and says why one is disabled', async () => {
		await open({rows: 200, columns: 100});
		await stage.type('?');
		const text = await all();
		for (const {about} of KEYMAP) expect(text).toContain(about.slice(0, 60));
		expect(text).toContain('not now: this is the start');
		await stage.type('?');
		expect(stage.store.state.dialog).toBeNull();
	});

	it('p plays another preset, c runs other kernels, n forks', async () => {
		await open();
		await stage.type('p\r');
		expect(stage.asked).toContain('open {"preset":"small"}');
		await stage.type('c');
		await stage.type(' \r');
		expect(stage.asked.at(-1)).toBe('open {"kernels":["mainline","v1-mergeable"]}');
		await stage.type('njjj \r');
		expect(stage.store.session.runs).toHaveLength(4);
		expect(stage.store.session.runs[3].forkedFrom).toBe('B');
	});

	it('w and W save, Ctrl-L redraws, Ctrl-Z suspends, q quits, Ctrl-C interrupts', async () => {
		await open();
		await stage.type('w');
		expect(await line(23)).toContain('saved as a.ndjson');
		await stage.type('W');
		await stage.type('\u000C');
		await stage.type('\u001A');
		await stage.type('q');
		await stage.type('\u0003');
		expect(stage.asked).toEqual(['save run', 'save screen', 'redraw', 'suspend', 'quit 0', 'quit 130']);
	});

	it('a session that has ended says so, refuses steps with the reason, and can go back', async () => {
		const until = parseCondition('full_scans>=1');
		if (!('condition' in until)) throw new Error('the condition is fine');
		await open({session: {until: until.condition}});
		await stage.pass(5e9);
		expect(await line(0)).toContain('ENDED');
		expect(await all()).toContain('ended: until');
		await stage.type('s');
		expect(await line(23)).toContain('every kernel has ended');
		await stage.type('z');
		expect(await line(0)).toContain('PAUSED');
	});

	it('R starts again', async () => {
		await open();
		await stage.pass(1e9);
		await stage.type('R');
		expect(stage.store.session.nowNs).toBe(0);
	});
});

describe('malformed input', () => {
	it('pasted text turns no knob', async () => {
		await open();
		await stage.type('\u001B[200~uuurq+++\u0003\u001B[201~');
		expect(stage.store.session.simulation?.commands).toHaveLength(0);
		expect(stage.asked).toHaveLength(0);
	});

	it('pasted text goes into a prompt, without what a terminal would obey', async () => {
		await open();
		await stage.type('/');
		await stage.type('\u001B[200~spl\u0007it\u001B[201~');
		expect(stage.store.state.prompt?.text).toBe(String.raw`spl\u0007it`);
	});

	it('unknown sequences do nothing', async () => {
		await open();
		await stage.type('\u001B[<0;10;10M\u001B[5;5~\u001BOP\u001B[1;5A\u0000\u009B');
		expect(stage.store.session.simulation?.commands).toHaveLength(0);
		expect(stage.asked).toHaveLength(0);
	});
});
