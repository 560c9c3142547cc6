// Goal: a command that computes for ever can be ended by the signals that end any program, and one under nohup outlives
// its terminal. Method: the built program, made to spin by a signal; what it says on stderr is waited for, then it gets
// the signal that it must obey.

import {afterEach, expect, it} from 'vitest';
import {startListening, type Started} from '../program.js';

let program: Started;
afterEach(() => {
	program.child.kill('SIGKILL');
});

/** It spins at USR2. */
async function startEndless(env: Readonly<Record<string, string>> = {}): Promise<void> {
	const code = "process.on('SIGUSR2', function spinning() {for (;;);});";
	const args = ['run', 'unique', '--until', 'time>=100d', '--limit', '101d'];
	program = await startListening(args, {env, code});
}

it.each(['SIGTERM', 'SIGINT'] as const)('%s ends a command that computes for ever', async (signal) => {
	await startEndless();
	program.child.kill('SIGUSR2');
	await program.says('busy, and does not answer until this is done: spinning');
	program.child.kill(signal);
	await program.done;
	expect(program.child.signalCode).toBe(signal);
});

it('HUP does not end a command that nohup started', async () => {
	await startEndless({_: '/usr/bin/nohup'});
	program.child.kill('SIGHUP');
	program.child.kill('SIGTERM');
	expect((await program.done).code).toBe(143);
});
