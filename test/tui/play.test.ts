// Goal: a viewer who plays a shipped preset on 80x24 and touches no key can read each caption, sees the figures that the
// preset is about while they change, and reads when the story is over.
// Method: the real pump and view over a terminal emulator, with a clock that jumps; each preset at its declared speed.

import {expect, it} from 'vitest';
import {FIGURE_NAMES} from '../../source/scenario/figure-names.js';
import {KNOBS} from '../../source/core/index.js';
import {watchTitle, watchValue} from '../../source/tui/panels/watched.js';
import {play} from '../tools/play.js';
import {presetText, SHIPPED} from '../support/shipped-presets.js';
import {createStage} from './stage.js';

/** Twenty characters a second is fast reading. */
const MS_PER_CHARACTER = 50;
/** A minute and a half is a long demo already. */
const LONGEST_MS = 100_000;

interface Stood {
	readonly text: string;
	readonly fromMs: number;
	toMs: number;
}

const knobs = new Set(KNOBS.map(({name}) => name));
/** Counters that a text names. */
const countersIn = (text: string): string[] =>
	[...new Set(text.match(/[a-z][a-z_0-9.]*[a-z0-9]/g) ?? [])].filter(
		(word) => word.includes('_') && FIGURE_NAMES.has(word) && !knobs.has(word),
	);

it.each(SHIPPED)('%s', async (name) => {
	const stage = await createStage({
		preset: presetText(name),
		atEnd: true,
	});
	const {session} = stage.store;
	const {watch, about} = session.subject;
	const timeline = session.simulation?.scenario.timeline ?? [];
	const stood: Stood[] = [];
	let lastMs = 0;
	await play(stage, async (ms) => {
		const {caption} = stage.store.view;
		lastMs = ms;
		if (caption === null) return;
		const last = stood.at(-1);
		if (last?.text === caption) last.toMs = ms;
		else {
			if (last !== undefined) last.toMs = ms;
			stood.push({text: caption, fromMs: ms, toMs: ms});
			const screen = await stage.screen();
			// On a line of its own, whole, beside what it speaks of.
			const letterOf = (id: string): string => session.runs.find(({title}) => title === id)?.letter ?? '?';
			const shown = caption.replaceAll(/`([^`]+)`/g, (_, id: string) => `${letterOf(id)}:${id}`);
			expect(screen[1]).toContain(shown);
			expect(screen[1].length).toBeLessThanOrEqual(79);
			const heads = screen.slice(2, 6).join(' ');
			for (const watched of watch) {
				expect(heads).toContain(watchTitle(watched));
				for (const run of session.runs) {
					const row =
						screen.find((text) => text.startsWith(`${run.letter} ${run.title}`.slice(0, 14), 1)) ?? '';
					expect(row).toContain(watchValue(watched, run.figure(watched), 20));
				}
			}
		}
	});
	const screen = await stage.screen();
	stage.close();
	// Every caption of the timeline came, in its order, and stood long enough.
	const captions = timeline.flatMap(({viewer}) => (viewer?.caption === undefined ? [] : [viewer.caption]));
	expect(stood.map(({text}) => text)).toEqual(captions);
	for (const {text, fromMs, toMs} of stood.slice(0, -1))
		expect(toMs - fromMs, text).toBeGreaterThanOrEqual(text.length * MS_PER_CHARACTER);
	// The story ends, and says so.
	expect(lastMs).toBeLessThan(LONGEST_MS);
	expect(screen.join('\n')).toContain('That was the story');
	// What the text asks to look at has a column.
	for (const counter of countersIn(about)) expect(screen.join('\n'), counter).toContain(watchTitle(counter));
});
