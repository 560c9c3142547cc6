// The options of the tools: what is none is answered with the usage and exit code 2, --help with the usage and 0.

import process from 'node:process';
import {parseArgs, type ParseArgsConfig} from 'node:util';

/** Ends the program with what is wrong, and the usage. */
export function refuse(problem: string, usage: string): never {
	process.stderr.write(`${problem}\nusage: ${usage}\n`);
	process.exit(2);
}

/** parseArgs of the process's arguments, for people. */
export function readOptions<Config extends ParseArgsConfig>(
	usage: string,
	config: Config,
): ReturnType<typeof parseArgs<Config>> {
	if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
		process.stdout.write(`usage: ${usage}\n`);
		process.exit(0);
	}
	try {
		return parseArgs(config);
	} catch (error) {
		return refuse((error as Error).message, usage);
	}
}

/** A plain decimal number from 0 on; anything else ends the program. */
export function readNumber(name: string, text: string, usage: string): number {
	return /^\d{1,15}(?:\.\d{1,9})?$/.test(text)
		? Number(text)
		: refuse(`${name}: not a number: ${text}`, usage);
}
