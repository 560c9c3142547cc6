// Measures the live view in a pseudo terminal and prints a table: bytes on the line, CPU per frame, time to the first
// frame beside a bare Ink program, delay from key to screen at full speed: `npm run measure`. htop and top are measured
// too where they are installed. `npm run measure large-host` follows the keys through a host of 64 GiB instead.

import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import type {LoopTurns} from './loop-turns.js';
import {PROGRAM} from './program.js';
import {startCommand, startProgram, type PtyProgram} from './pty.js';

const shown =
	(word: string) =>
	(lines: string[]): boolean =>
		lines.some((line) => line.includes(word));

async function sleep(ms: number): Promise<void> {
	await new Promise((resolve) => {
		setTimeout(resolve, ms);
	});
}

function median(values: readonly number[]): number {
	return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}

function row(what: string, value: string): void {
	process.stdout.write(`| ${what.padEnd(58)} | ${value.padStart(24)} |\n`);
}

async function quit(program: PtyProgram): Promise<void> {
	program.type('q');
	await program.exit();
}

async function bytesPerSecond(program: PtyProgram, seconds: number): Promise<string> {
	const before = program.bytes();
	await sleep(seconds * 1000);
	return `${Math.round((program.bytes() - before) / seconds)} B/s`;
}

async function measureBytes(columns: number, rows: number): Promise<void> {
	const program = startProgram(['--fps', '2', '--speed', '10'], {columns, rows});
	await program.until(shown('most/wakeup'));
	await sleep(1000);
	row(`${columns}x${rows}, 2 frames/s, demo at x10`, await bytesPerSecond(program, 5));
	// Beyond the cliff, where most changes.
	program.type('gmainline:full_scans>=2\r');
	await program.until(shown('PAUSED'));
	row(`${columns}x${rows}, paused`, await bytesPerSecond(program, 2));
	program.type(' ');
	row(`${columns}x${rows}, 2 frames/s, beyond the cliff`, await bytesPerSecond(program, 5));
	await quit(program);
}

/** CPU seconds of a process so far. */
function cpuSeconds(pid: number): number {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
	return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function measureCpu(columns: number, rows: number): Promise<void> {
	const used: number[] = [];
	for (const framesPerSecond of [1, 20]) {
		const program = startProgram(['--fps', String(framesPerSecond), '--speed', '2'], {columns, rows});
		await program.until(shown('RUNNING'));
		await sleep(1500);
		const before = cpuSeconds(program.pid);
		await sleep(5000);
		used.push((cpuSeconds(program.pid) - before) / 5);
		await quit(program);
	}
	row(`${columns}x${rows}, CPU per frame`, `${(((used[1] - used[0]) / 19) * 1000).toFixed(1)} ms`);
}

async function measureFirstFrame(): Promise<void> {
	const hello = fileURLToPath(new URL('ink-hello.js', import.meta.url));
	const times: Record<string, number[]> = {ksmtop: [], hello: [], words: []};
	for (let i = 0; i < 7; i++) {
		for (const name of ['hello', 'ksmtop'] as const) {
			const start = performance.now();
			const program = name === 'hello' ? startCommand([process.execPath, hello]) : startProgram(['unique']);
			if (name === 'ksmtop') {
				await program.until(shown('ksmtop'));
				times.words.push(performance.now() - start);
			}
			await program.until(shown(name === 'hello' ? 'hello' : 'q quit'));
			times[name].push(performance.now() - start);
			program.kill('SIGTERM');
			await program.exit();
		}
	}
	row('first words on the screen (median of 7)', `${Math.round(median(times.words))} ms`);
	row('first frame, preset unique (median of 7)', `${Math.round(median(times.ksmtop))} ms`);
	row('first frame, bare Ink hello', `${Math.round(median(times.hello))} ms`);
	row('ratio of the first words', `x${(median(times.words) / median(times.hello)).toFixed(2)}`);
	row('ratio of the first frame', `x${(median(times.ksmtop) / median(times.hello)).toFixed(2)}`);
}

/** Milliseconds from start to end of a command that prints and ends; commands take turns, medians of 9. */
function measureCommands(): void {
	const commands: Readonly<Record<string, readonly string[]>> = {
		'node -e 0': ['-e', '0'],
		'--help': [PROGRAM, '--help'],
		'run unique to its first full scan': [PROGRAM, 'run', 'unique', '--until', 'full_scans>=1'],
	};
	const times = new Map<string, number[]>();
	for (let i = 0; i < 9; i++)
		for (const [name, args] of Object.entries(commands)) {
			const start = performance.now();
			spawnSync(process.execPath, args, {stdio: 'ignore'});
			times.set(name, [...(times.get(name) ?? []), performance.now() - start]);
		}
	for (const [name, all] of times) row(`${name} (median of 9)`, `${Math.round(median(all))} ms`);
}

async function measureKeys(): Promise<void> {
	const program = startProgram(['unique', '--speed', 'max']);
	await program.until(shown('RUNNING'));
	await sleep(1000);
	const delays: number[] = [];
	for (let i = 0; i < 25; i++) {
		const wanted = i % 2 === 0 ? 'x10000' : 'max ';
		const start = performance.now();
		program.type(i % 2 === 0 ? ',' : '.');
		await program.until(([header]) => header.includes(wanted));
		delays.push(performance.now() - start);
	}
	row('key to screen at full speed, median of 25', `${Math.round(median(delays))} ms`);
	row('key to screen at full speed, largest', `${Math.round(Math.max(...delays))} ms`);
	await quit(program);
}

/** How long a program's event loop went without turning so far, as loop-turns.ts sees it. */
async function turnsOf(program: PtyProgram, file: string): Promise<LoopTurns> {
	program.kill('SIGUSR2');
	while (!existsSync(file)) await sleep(20);
	return JSON.parse(readFileSync(file, 'utf8')) as LoopTurns;
}

/** The whole story of a 64 GiB host at full speed, keys one after the other: the unstable tree is built on the way. */
async function measureLargeHost(): Promise<void> {
	const folder = mkdtempSync(path.join(tmpdir(), 'ksmtop-measure-'));
	const file = path.join(folder, 'turns.json');
	const turns = fileURLToPath(new URL('loop-turns.js', import.meta.url));
	const started = performance.now();
	const program = startCommand(
		[process.execPath, '--import', turns, PROGRAM, 'large-host', '--speed', 'max'],
		{env: {LOOP_TURNS: file}},
	);
	await program.until(shown('q quit'));
	row('large-host: first frame', `${Math.round(performance.now() - started)} ms`);
	const delays: number[] = [];
	for (let isFast = true, isOver = false; !isOver; isFast = !isFast) {
		// "max", or where the machine is too slow for it "max, reached x24".
		const wanted = isFast ? /x10000/ : /max[ ,]/;
		const start = performance.now();
		program.type(isFast ? ',' : '.');
		const [header] = await program.until(([line]) => wanted.test(line) || line.includes('PAUSED'));
		delays.push(performance.now() - start);
		isOver = header.includes('PAUSED');
	}
	const {median: usual, p99, longest} = await turnsOf(program, file);
	row(`large-host: key to screen, median of ${delays.length}`, `${Math.round(median(delays))} ms`);
	row('large-host: key to screen, largest', `${Math.round(Math.max(...delays))} ms`);
	row('large-host: CPU time between looks at the keyboard, median', `${usual.toFixed(1)} ms`);
	row('  99 of 100 below', `${p99.toFixed(1)} ms`);
	row('  the longest five', `${longest.map((ms) => ms.toFixed(0)).join(' ')} ms`);
	await quit(program);
	rmSync(folder, {recursive: true});
}

async function measureOther(command: string): Promise<void> {
	if (spawnSync('which', [command]).status !== 0) return;
	const program = startCommand([command]);
	await sleep(2000);
	row(`${command} at 80x24, its own refresh`, await bytesPerSecond(program, 10));
	await quit(program);
}

process.stdout.write(`Node ${process.version}, ${path.basename(process.platform)}\n\n`);
if (process.argv.includes('large-host')) {
	await measureLargeHost();
	process.exit();
}
await measureBytes(80, 24);
await measureBytes(120, 40);
await measureCpu(80, 24);
await measureCpu(120, 40);
await measureCpu(200, 60);
await measureFirstFrame();
measureCommands();
await measureKeys();
for (const command of ['htop', 'top']) await measureOther(command);
process.exit(0);
