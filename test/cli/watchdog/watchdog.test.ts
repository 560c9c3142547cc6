// Goal: a command that computes for ever can be ended by the signals that end any program, and one under nohup outlives
// its terminal. Method: the built program, made to spin by a signal; what it says on stderr is waited for, then it gets
// the signal that it must obey.

import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {afterEach, expect, it} from 'vitest';
import {PROGRAM} from '../program.js';

/** Spins at USR2, and says when the program has taken the signals from the system. */
const HOOK = `
process.on('SIGUSR2', function spinning() {for (;;);});
const timer = setInterval(() => {
	if (process.listenerCount('SIGTERM') === 0) return;
	process.stderr.write('listening\\n');
	clearInterval(timer);
}, 20);
timer.unref();`;

let child: ChildProcess;
afterEach(() => {
	child.kill('SIGKILL');
});

/** Resolves once stderr holds the words. */
async function stderrHas(words: string): Promise<void> {
	let text = '';
	for await (const chunk of child.stderr!.iterator({destroyOnReturn: false})) {
		text += String(chunk);
		if (text.includes(words)) return;
	}
	throw new Error(`ended without "${words}": ${text}`);
}

function startEndless(env: Readonly<Record<string, string>> = {}): void {
	const hook = `--import=data:text/javascript,${encodeURIComponent(HOOK)}`;
	child = spawn(process.execPath, [PROGRAM, 'run', 'unique', '--until', 'time>=100d', '--limit', '101d'], {
		env: {...process.env, NODE_OPTIONS: hook, ...env},
		stdio: ['ignore', 'ignore', 'pipe'],
	});
}

it.each(['SIGTERM', 'SIGINT'] as const)('%s ends a command that computes for ever', async (signal) => {
	startEndless();
	await stderrHas('listening');
	child.kill('SIGUSR2');
	await stderrHas('busy, and does not answer until this is done: spinning');
	child.kill(signal);
	expect(await once(child, 'exit')).toEqual([null, signal]);
});

it('HUP does not end a command that nohup started', async () => {
	startEndless({_: '/usr/bin/nohup'});
	await stderrHas('listening');
	child.kill('SIGHUP');
	child.kill('SIGTERM');
	expect(await once(child, 'exit')).toEqual([143, null]);
});
