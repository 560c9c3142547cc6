// ksmtop doctor: how it would draw here and why, what it runs on, and what this host's own KSM and THP are set to.

import {readdirSync, readFileSync} from 'node:fs';
import os from 'node:os';
import {join} from 'node:path';
import {grid} from '../../../report/grid.js';
import {toJson} from '../../../report/json.js';
import {formatBytes} from '../../../scenario/base/units.js';
import {sanitize} from '../../../scenario/base/text.js';
import type {Command} from '../../command-line/invocation.js';
import {hostSight} from './host-sight.js';
import {wrongArgument} from '../../command-line/usage-error.js';
import {openOutput} from '../../files/output.js';
import {presetsFolder, version} from '../../package-root.js';
import {presetNames} from '../../setup/presets.js';
import {loadConfig} from '../../config.js';
import {terminalCapabilities} from '../../terminal/terminal-capabilities.js';

const KSM = '/sys/kernel/mm/ksm';
const THP = '/sys/kernel/mm/transparent_hugepage';
const THP_FILES = ['enabled', 'defrag', 'shrink_underused', 'use_zero_page', 'khugepaged/max_ptes_none'];
const LONGEST_VALUE = 200;

const readValue = (file: string): string | null => {
	try {
		return sanitize(readFileSync(file, 'utf8').trim()).slice(0, LONGEST_VALUE);
	} catch {
		return null;
	}
};

/** The files of a sysfs folder with their values; null when there is no such folder. */
function readFolder(folder: string, files: readonly string[] | null): Record<string, string> | null {
	try {
		const names = files ?? readdirSync(folder).sort();
		const values = names.flatMap((name) => {
			const value = readValue(join(folder, name));
			return value === null ? [] : [[name, value] as const];
		});
		return values.length === 0 ? null : Object.fromEntries(values);
	} catch {
		return null;
	}
}

const variable = (name: string): string => sanitize(process.env[name] ?? 'not set').slice(0, LONGEST_VALUE);

/** Prints terminal, settings and host as they were detected; exit code 0. */
export const doctor: Command = async (positionals, options) => {
	if (positionals.length > 0)
		throw wrongArgument('doctor', {message: 'takes no argument', found: positionals[0]});
	const {format} = options;
	const {file, isThere, config, problems} = loadConfig();
	const settings = isThere ? sanitize(JSON.stringify(config)) : 'not there';
	const {decisions} = terminalCapabilities({
		...options,
		...(options.fps === undefined && config.fps !== undefined ? {fps: config.fps} : {}),
	});
	const {columns, rows} = process.stdout;
	const available = process.availableMemory?.();
	const facts = {
		ksmtop: version(),
		node: process.version,
		system: `${os.type()} ${os.release()} ${os.arch()}`,
		cores: String(os.availableParallelism()),
		memory: `${formatBytes(os.totalmem())}, ${formatBytes(available ?? os.freemem())} available`,
		terminal: process.stdout.isTTY ? `${columns} columns, ${rows} rows` : 'standard output is none',
		presets: `${presetNames().length} in ${presetsFolder()}`,
		settings: `${sanitize(file)}: ${settings}`,
		...(problems.length === 0 ? {} : {'settings left out': sanitize(problems.join('; '))}),
		'ksmtop host': hostSight(),
		environment: ['TERM', 'COLORTERM', 'LC_ALL', 'LC_CTYPE', 'LANG', 'NO_COLOR', 'SSH_TTY', 'CI']
			.map((name) => `${name}: ${variable(name)}`)
			.join(', '),
	};
	const ksm = readFolder(KSM, null);
	const thp = readFolder(THP, THP_FILES);
	const output = openOutput(options.output);
	if (format === 'json') {
		await output.write(`${toJson({...facts, decisions, host: {ksm, transparent_hugepage: thp}})}\n`);
	} else {
		const host = (name: string, folder: string, values: Record<string, string> | null): string[] =>
			values === null
				? ['', `this host's ${name}: ${folder} cannot be read`]
				: [
						'',
						`this host's ${name} (${folder}):`,
						...grid(Object.entries(values), ['left', 'left']).map((line) => `  ${line}`),
					];
		const {environment, ...rest} = facts;
		await output.write(
			`${[
				...grid(Object.entries(rest), ['left', 'left']),
				'',
				'how the view would be drawn, and why:',
				...grid(
					decisions.map(({what, choice, because}) => [what, choice, sanitize(because)]),
					['left', 'left', 'left'],
				).map((line) => `  ${line}`),
				'',
				'environment:',
				...environment.split(', ').map((line) => `  ${line}`),
				...host('KSM', KSM, ksm),
				...host('THP', THP, thp),
			].join('\n')}\n`,
		);
	}
	await output.finish();
	return 0;
};
