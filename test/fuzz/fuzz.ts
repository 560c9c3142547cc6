// `npm run fuzz -- [seconds] [target] [seed]`: runs the targets in turn, each round from a new seed, for so many seconds
// (0 or nothing: until Ctrl-C). Ends with 1 at the first finding and prints what draws it again.

import process from 'node:process';
import {TARGETS, type Target} from './targets.js';

const [seconds = '0', only, firstSeed] = process.argv.slice(2);
const targets = TARGETS.filter(({name}) => only === undefined || name === only);
const limitSeconds = Number(seconds);
if (targets.length === 0 || !(limitSeconds >= 0)) {
	const names = TARGETS.map(({name}) => `'${name}'`).join(', ');
	console.error(`usage: npm run fuzz -- [seconds] [target] [seed]; targets: ${names}`);
	process.exit(2);
}
const endMs = limitSeconds > 0 ? performance.now() + limitSeconds * 1000 : Infinity;
let seed = firstSeed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(firstSeed);
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
