// Help: first the story of the regression in ten lines and the words that the screen uses, then every key, made from the
// keymap, with the reason where a key does nothing just now.

import {whyDisabled} from '../commands/availability.js';
import {type Group, KEYMAP, keyLabel} from '../keymap.js';
import {left, type Line, wrap} from '../text.js';
import type {View} from '../view.js';
import type {DialogItem, DialogKind} from './dialog.js';

const STORY = [
	'KSM frees memory by letting equal pages share one. Its thread ksmd looks at pages_to_scan pages per wakeup and goes back to sleep: that is its budget.',
	'A transparent huge page (THP) must be split before one page of it can be merged.',
	'Since 6.12 every split of an anonymous folio also maps its all-zero subpages to the shared zeropage, and frees them. That is good for the shrinker that splits underused THPs, for which it was made.',
	'But when ksmd splits a THP for the sake of one page, up to 512 pages are freed at that moment: not by KSM, not counted by KSM, and outside its budget.',
	'With use_zero_pages=1 a GiB of zeros goes in a handful of wakeups, and ksm_zero_pages stays 0.',
	'With use_zero_pages=0 the remapped pages leave stale items in the unstable tree. A search that meets one gives up, so that merging becomes many times slower.',
	'No file in /sys/kernel/mm/ksm shows either. So this screen counts every freed page under its cause, against the budget, for each kernel of the discussion at once.',
];

const WORDS: ReadonlyArray<readonly [word: string, meaning: string]> = [
	['wakeup', 'one batch of ksmd, of at most pages_to_scan pages'],
	['full scan', 'every candidate page visited once; also called a pass'],
	['split remap', 'zero subpages mapped to the zeropage by a folio split'],
	['KSM sees', 'the share of the pages freed by ksmd that its own counters account for'],
	['worst wakeup', 'the most pages that one wakeup freed; x512 is how many times its budget'],
	['stale item', 'an item of the unstable tree whose page is gone'],
	['ghost', 'a page inserted in the unstable tree though it is no longer mapped'],
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
				...(reason === null ? [] : [[indent, [`not now: ${reason}`, 'warning']] as Line]),
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

export const helpDialog: DialogKind = {
	title: () => 'help: the story, the words, the keys',
	hint: 'j k PgUp PgDn move   ? or q close',
	items: (view, columns) =>
		helpLines(view, columns).map((line, index): DialogItem => ({id: String(index), line})),
};
