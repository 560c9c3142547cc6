// Goal: the viewer's settings are taken as they are meant, what is wrong in them is said and costs nothing else; sessions
// are kept where they belong, a bounded number of them.
// Method: texts of settings; folders of the XDG base directory specification in a temporary place.

import {mkdtempSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {loadConfig, parseConfig} from '../../source/cli/config.js';
import {dropOldSessions, sessionName, stateFolder, xdgFolder} from '../../source/cli/files/state-folder.js';
import {CAST, Cast} from '../../source/cli/live/cast.js';
import {LogFile} from '../../source/cli/files/log-file.js';
import {readFileSync} from 'node:fs';

let folder: string;

beforeAll(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'ksmtop-config-'));
});

afterAll(() => {
	rmSync(folder, {recursive: true});
});

describe('settings', () => {
	it('are taken by name', () => {
		const text = 'palette: colour-blind\nunits: bytes\nfps: 8\nglyphs: letters\npanels: [chart, events]\n';
		expect(parseConfig(text, 'c')).toEqual({
			config: {
				palette: 'colour-blind',
				units: 'bytes',
				fps: 8,
				glyphs: 'letters',
				panels: ['chart', 'events'],
			},
			problems: [],
		});
	});

	it.each([
		['palete: none', 'c: no setting palete; did you mean palette?'],
		['fps: 900', 'c: fps is 900; allowed: a number from 0.5 to 30'],
		['panels: [chart, nonsense]', 'c: panels is ["chart","nonsense"]; allowed: a list of ksmd'],
		['[1, 2]', 'c: settings by name are expected'],
		['palette: [', 'c: '],
		['glyphs: {a: 1}', 'c: glyphs is {"a":1}; allowed: blocks, letters, ascii'],
	])('%s is said and left out', (text, problem) => {
		const {config, problems} = parseConfig(`${text}\n`, 'c');
		expect(problems.length).toBeGreaterThan(0);
		expect(problems[0]).toContain(problem);
		expect(config).toEqual({});
	});

	it('one that is wrong leaves the others in force', () => {
		expect(parseConfig('units: bytes\nfps: fast\n', 'c').config).toEqual({units: 'bytes'});
	});

	it('come from XDG_CONFIG_HOME, and an absent file is no problem', () => {
		const env = {XDG_CONFIG_HOME: path.join(folder, 'config'), HOME: '/nowhere'};
		expect(loadConfig(env)).toMatchObject({isThere: false, problems: []});
		mkdirSync(path.join(folder, 'config/ksmtop'), {recursive: true});
		writeFileSync(path.join(folder, 'config/ksmtop/config.yaml'), 'fps: 1\n');
		expect(loadConfig(env)).toMatchObject({isThere: true, config: {fps: 1}});
		// A relative value of the variable is to be ignored.
		expect(xdgFolder({XDG_CONFIG_HOME: 'config', HOME: '/home/x'}, 'XDG_CONFIG_HOME', '.config')).toBe(
			'/home/x/.config/ksmtop',
		);
	});
});

it('the newest sessions are kept', () => {
	const state = stateFolder({XDG_STATE_HOME: path.join(folder, 'state')});
	for (let n = 0; n < 8; n++) {
		const file = `${sessionName(state, String(n).repeat(16), 1)}.ndjson`;
		writeFileSync(file, '');
		utimesSync(file, 1000 + n, 1000 + n);
	}
	writeFileSync(path.join(state, 'mine.ndjson'), '');
	dropOldSessions(state, 3);
	expect(readdirSync(state).sort()).toEqual([
		'mine.ndjson',
		'session-5555555555555555.ndjson',
		'session-6666666666666666.ndjson',
		'session-7777777777777777.ndjson',
	]);
});

it('a cast is asciicast v2', () => {
	const file = path.join(folder, 'demo.cast');
	let ms = 5000;
	const start = {columns: 80, rows: 24, startedAt: 1_700_000_000, title: 'ksmtop demo', term: 'xterm'};
	const cast = new Cast(new LogFile(file, CAST), start, () => ms);
	cast.output('\u001B[Ha');
	ms += 1250;
	cast.output('é\u0007');
	cast.resize(100, 30);
	cast.close();
	const [header, ...lines] = readFileSync(file, 'utf8')
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line) as unknown);
	expect(header).toEqual({
		version: 2,
		width: 80,
		height: 24,
		timestamp: 1_700_000_000,
		title: 'ksmtop demo',
		env: {TERM: 'xterm'},
	});
	expect(lines).toEqual([
		[0, 'o', '\u001B[Ha'],
		[1.25, 'o', 'é\u0007'],
		[1.25, 'r', '100x30'],
	]);
});
