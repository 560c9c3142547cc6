// `npm run fuzz -- [seconds] [target] [seed]`: runs the targets in turn, each round from a new seed, for so many seconds
// (0 or nothing: until Ctrl-C). Ends with 1 at the first finding and prints what draws it again.

import process from 'node:process';
import {readNumber, readOptions, refuse} from '../tools/options.js';
import {TARGETS, type Target} from './targets.js';

const NAMES = TARGETS.map(({name}) => `'${name}'`).join(', ');
const USAGE = `npm run fuzz -- [seconds] [target] [seed]; targets: ${NAMES}`;
const {positionals} = readOptions(USAGE, {options: {}, allowPositionals: true});
const [seconds = '0', only, firstSeed, extra] = positionals;
if (extra !== undefined) refuse(`one too many: ${extra}`, USAGE);
const targets = TARGETS.filter(({name}) => only === undefined || name === only);
if (targets.length === 0) refuse(`no such target: ${only}`, USAGE);
const limitSeconds = readNumber('seconds', seconds, USAGE);
const endMs = limitSeconds > 0 ? performance.now() + limitSeconds * 1000 : Infinity;
let seed =
	firstSeed === undefined ? Math.floor(Math.random() * 2 ** 31) : readNumber('seed', firstSeed, USAGE);
const draws = new Map<string, number>();

/** One round of one target; false when it found something. */
function round({name, check, runs}: Target): boolean {
	const found = check(seed, runs);
	draws.set(name, (draws.get(name) ?? 0) + runs);
	if (found === null) return true;
	console.log(`\n${found}\n${name}: draw it again with: npm run fuzz -- 1 '${name}' ${seed}`);
	return false;
}

let isFine = true;
while (isFine && performance.now() < endMs) {
	for (const target of targets) isFine = isFine && (performance.now() >= endMs || round(target));
	seed = (seed + 1) % 2 ** 31;
	console.log([...draws].map(([name, count]) => `${name} ${count}`).join(', '));
	// Ctrl-C gets its turn.
	await new Promise((resolve) => {
		setImmediate(resolve);
	});
}
process.exitCode = isFine ? 0 : 1;
