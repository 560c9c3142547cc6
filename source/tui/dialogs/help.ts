// Help: the regression in ten lines and the terms on the screen, then every key, made from the keymap, with the reason
// where a key has no effect at present.

import {wrap} from '../../scenario/base/text.js';
import {whyDisabled} from '../commands/availability.js';
import {type Group, KEYMAP, keyLabel} from '../keys/keymap.js';
import {matches} from '../filter.js';
import {left, type Line, textOf} from '../look/text.js';
import type {View} from '../view.js';
import type {DialogItem, DialogKind} from './dialog.js';

/** Ten lines on a terminal of 80 columns. */
const STORY = [
	'KSM lets equal pages share one. Its thread ksmd visits at most pages_to_scan pages per wakeup: that is its budget. Before a page of a THP can be merged, the THP is split.',
	'Since 6.12 a split also maps all-zero subpages to the shared zeropage and frees them. Made for the shrinker of underused THPs, it happens in splits by ksmd too: up to 512 pages go at once, outside its budget, and no counter of KSM shows it.',
	'use_zero_pages=1: a GiB of zeros goes in a few wakeups, ksm_zero_pages stays 0. use_zero_pages=0: in each full scan one remapped page leaves a stale item in the unstable tree; searches that meet it end there, and behind it merging waits for as many full scans as there are zero THPs.',
	'So this screen counts every freed page under its cause, against the budget.',
];

const WORDS: ReadonlyArray<readonly [word: string, meaning: string]> = [
	['wakeup', 'one batch of ksmd, of at most pages_to_scan pages'],
	['full scan', 'every candidate page visited once; also called a pass'],
	['split remap', 'zero subpages mapped to the zeropage by a folio split'],
	['KSM sees', 'the share of the pages freed by ksmd that its own counters account for'],
	['most/wakeup', 'the most pages that one wakeup freed; x512 is how many times its budget'],
	['stale item', 'an item of the unstable tree whose page is gone'],
	['ghost', 'a page inserted in the unstable tree though it is no longer mapped'],
	[
		'unaccounted',
		'of a real machine: pages that left processes while no counter of KSM or swap rose: a split remapped them, or the program gave them back',
	],
	['at most', 'of these, no more than 512 for each THP that was split can have been remapped'],
	['reached x2', 'the speed that this computer reaches, beside the one chosen'],
	['READING', 'simulated time is held until the caption has been read; . or , continues'],
	['= A', 'this kernel equals A in every counter so far'],
	['A, B, C', 'the kernels, each a machine that runs the same workload at the same simulated time'],
];

const GROUPS: readonly Group[] = ['Time', 'Knobs', 'Look', 'Session'];

function keyLines(view: View, columns: number): Line[] {
	return GROUPS.flatMap((group): Line[] => [
		[],
		[[` ${group}`, 'heading']],
		...KEYMAP.filter((binding) => binding.group === group).flatMap((binding): Line[] => {
			const reason = whyDisabled(view, binding.id);
			const keys = ` ${left(binding.keys.map(keyLabel).join(' '), columns >= 60 ? 16 : 9)} `;
			const indent = ' '.repeat(keys.length);
			const texts = wrap(binding.about, columns - keys.length - 1);
			return [
				[
					[keys, reason === null ? 'key' : 'disabled'],
					[texts[0], reason === null ? 'plain' : 'disabled'],
				],
				...texts.slice(1).map((text): Line => [indent, text]),
				...(reason === null ? [] : [[indent, [`not now: ${reason}`, 'notice']] as Line]),
			];
		}),
	]);
}

function helpLines(view: View, columns: number): Line[] {
	return [
		...STORY.flatMap((text) => wrap(text, columns - 2).map((line): Line => [` ${line}`])),
		[],
		[[' Words', 'heading']],
		...WORDS.flatMap(([word, meaning]): Line[] =>
			wrap(meaning, columns - 17).map((text, index): Line => [
				[` ${left(index === 0 ? word : '', 14)} `, 'strong'],
				text,
			]),
		),
		...keyLines(view, columns),
	];
}

/** Help as text; the filter keeps the lines that match. */
export const helpDialog: DialogKind = {
	title: () => 'help: the story, the words, the keys',
	hint: 'j k PgUp PgDn Home End move   / filter   ? or q close',
	items: (view, columns) =>
		helpLines(view, columns)
			.filter((line) => matches(textOf(line), view.state.filter))
			.map((line, index): DialogItem => ({id: String(index), line})),
};
