// Makes the README's pictures from the real screen, and its tables from the program: `npm run pictures`. The demo
// is played to just after the cliff, held, and drawn as the terminal emulator shows it.

import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {emulatorToSvg} from './emulator-svg.js';
import {startProgram} from './pty.js';
import {withTables} from './readme-tables.js';
import {ROOT} from './root.js';

const SIZES = [
	[80, 24],
	[120, 40],
] as const;

async function picture(columns: number, rows: number): Promise<string> {
	const program = startProgram(['--speed', '100'], {columns, rows});
	await program.until((lines) => lines[0].includes('RUNNING'), 'the start');
	program.type('g64.296s\r');
	await program.until((lines) => /64\.29\d s .*PAUSED/.test(lines[0]), 'the moment just after the cliff');
	// On from there in slow motion, until the preset's caption has made room for the story.
	program.type(' ');
	await program.until((lines) => lines[0].includes('RUNNING'));
	program.type(',,,,,,');
	await program.until((lines) => lines[1].startsWith(' B:mainline freed'), 'the story');
	const svg = emulatorToSvg(program.emulator);
	program.type('q');
	await program.exit();
	return svg;
}

mkdirSync(path.join(ROOT, '.github'), {recursive: true});
for (const [columns, rows] of SIZES) {
	const file = path.join(ROOT, '.github', `screen-${columns}x${rows}.svg`);
	writeFileSync(file, await picture(columns, rows));
	process.stdout.write(`${path.relative(ROOT, file)}\n`);
}
const readme = path.join(ROOT, 'README.md');
writeFileSync(readme, withTables(readFileSync(readme, 'utf8')));
process.exit(0);
