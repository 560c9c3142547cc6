// The viewer's own settings: $XDG_CONFIG_HOME/ksmtop/config.yaml. A wrong setting is reported (by the view at its start,
// and by doctor) and ignored; it never keeps ksmtop from starting.

import {join} from 'node:path';
import {parseDocument} from 'yaml';
import {nearest} from '../scenario/base/nearest.js';
import {DRAWINGS, type Drawing} from '../tui/look/glyphs.js';
import {UNITS, type Units} from '../tui/look/numbers.js';
import {PANEL_IDS, type PanelId} from '../tui/panel-ids.js';
import {PALETTES, type Palette} from '../tui/look/palettes.js';
import {fileError} from './command-line/usage-error.js';
import {readSmallFile} from './files/small-file.js';
import {xdgFolder} from './files/state-folder.js';

/** Settings of config.yaml; a setting that is absent leaves the default to flags and terminal. */
export interface Config {
	/** Colours: a name of PALETTES; default standard. */
	readonly palette?: Palette;
	/** bytes or pages in the view; default bytes. */
	readonly units?: Units;
	/** Frames per second, 0.5 to 30; --fps wins. */
	readonly fps?: number;
	/** Panels below the tables of kernels, on terminals that have room for several; default: as many as fit. */
	readonly panels?: readonly PanelId[];
	/** blocks, letters or ascii; default: by locale and colours of the terminal. */
	readonly glyphs?: Drawing | 'ascii';
}

/** The settings and where they come from. */
export interface LoadedConfig {
	/** Path of the settings file, whether it exists or not. */
	readonly file: string;
	/** False: there is no such file, which is no problem. */
	readonly isThere: boolean;
	/** The settings that are valid. */
	readonly config: Config;
	/** Wrong settings, one line each. */
	readonly problems: readonly string[];
}

const MOST_BYTES = 64 * 1024;
const GLYPHS = [...DRAWINGS, 'ascii'] as const;

type Read = (value: unknown) => {readonly value: unknown} | {readonly allowed: string};

const oneOf =
	(words: readonly string[]): Read =>
	(value) =>
		typeof value === 'string' && words.includes(value) ? {value} : {allowed: words.join(', ')};

/** One row for each setting. */
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

/** The valid settings in a text, and a line for each wrong one; `file` is for these lines. */
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

/** The viewer's settings. Never throws: an absent file gives none, and an unreadable one is a problem in the result. */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env): LoadedConfig {
	const file = join(xdgFolder(env, 'XDG_CONFIG_HOME', '.config'), 'config.yaml');
	try {
		const text = readSmallFile(file, MOST_BYTES);
		return {file, isThere: true, ...parseConfig(text, file)};
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' || code === 'ENOTDIR') return {file, isThere: false, config: {}, problems: []};
		return {
			file,
			isThere: true,
			config: {},
			problems: [fileError('read', file, error).message],
		};
	}
}
