// The viewer's own settings: $XDG_CONFIG_HOME/ksmtop/config.yaml. What is wrong in it is said (by the view when it begins,
// by doctor) and left out; it never keeps ksmtop from starting.

import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseDocument} from 'yaml';
import {nearest} from '../scenario/base/nearest.js';
import {DRAWINGS, type Drawing} from '../tui/look/glyphs.js';
import {UNITS, type Units} from '../tui/look/numbers.js';
import {PANEL_IDS, type PanelId} from '../tui/panel-ids.js';
import {PALETTES, type Palette} from '../tui/look/palettes.js';
import {xdgFolder} from './files/state-folder.js';

export interface Config {
	readonly palette?: Palette;
	readonly units?: Units;
	readonly fps?: number;
	/** Panels of the stage below the tables of kernels, on terminals that have room for several. */
	readonly panels?: readonly PanelId[];
	readonly glyphs?: Drawing | 'ascii';
}

export interface LoadedConfig {
	readonly file: string;
	readonly isThere: boolean;
	readonly config: Config;
	/** What is wrong, a line each. */
	readonly problems: readonly string[];
}

const MOST_BYTES = 64 * 1024;
const GLYPHS = [...DRAWINGS, 'ascii'] as const;

type Read = (value: unknown) => {readonly value: unknown} | {readonly allowed: string};

const oneOf =
	(words: readonly string[]): Read =>
	(value) =>
		typeof value === 'string' && words.includes(value) ? {value} : {allowed: words.join(', ')};

/** An entry for each setting: a new one is a new row. */
const ENTRIES: Readonly<Record<keyof Config, Read>> = {
	palette: oneOf(PALETTES),
	units: oneOf(UNITS),
	glyphs: oneOf(GLYPHS),
	fps: (value) =>
		typeof value === 'number' && value >= 0.5 && value <= 30 ? {value} : {allowed: 'a number from 0.5 to 30'},
	panels: (value) =>
		Array.isArray(value) && value.length > 0 && value.every((panel) => PANEL_IDS.includes(panel as PanelId))
			? {value}
			: {allowed: `a list of ${PANEL_IDS.join(', ')}`},
};

/** The settings in a text, and what is wrong with it. */
export function parseConfig(text: string, file: string): Pick<LoadedConfig, 'config' | 'problems'> {
	const document = parseDocument(text);
	const problems = document.errors.map(({message}) => `${file}: ${message.split('\n')[0]}`);
	if (problems.length > 0) return {config: {}, problems};
	const data: unknown = document.toJS() ?? {};
	if (typeof data !== 'object' || data === null || Array.isArray(data))
		return {config: {}, problems: [`${file}: settings by name are expected`]};
	const config: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(data)) {
		const names = Object.keys(ENTRIES);
		if (!Object.hasOwn(ENTRIES, name)) {
			const meant = nearest(name, names);
			problems.push(
				`${file}: no setting ${name}; ${meant === undefined ? `there are ${names.join(', ')}` : `did you mean ${meant}?`}`,
			);
			continue;
		}
		const read = ENTRIES[name as keyof Config](value);
		if ('value' in read) config[name] = read.value;
		else problems.push(`${file}: ${name} is ${JSON.stringify(value)}; allowed: ${read.allowed}`);
	}
	return {config: config as Config, problems};
}

/** The viewer's settings; an absent file is no problem. */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env): LoadedConfig {
	const file = join(xdgFolder(env, 'XDG_CONFIG_HOME', '.config'), 'config.yaml');
	try {
		const text = readFileSync(file, 'utf8');
		if (text.length > MOST_BYTES) return {file, isThere: true, config: {}, problems: [`${file}: too long`]};
		return {file, isThere: true, ...parseConfig(text, file)};
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' || code === 'ENOTDIR') return {file, isThere: false, config: {}, problems: []};
		return {
			file,
			isThere: true,
			config: {},
			problems: [`${file}: cannot be read: ${code ?? 'unknown error'}`],
		};
	}
}
