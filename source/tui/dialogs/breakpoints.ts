// Breakpoints: where the session stops by itself. One is typed as a condition, the name of a cause, of an event, or
// "invariant".

import {EVENT_KINDS, FREE_CAUSES, type EventKind, type FreeCause} from '../../core/index.js';
import {parseCondition} from '../../scenario/conditions.js';
import {nearest} from '../../scenario/base/nearest.js';
import type {BreakpointKind} from '../../session/timeline/breakpoint.js';
import {formatCount} from '../../scenario/base/units.js';
import {left, type Line} from '../look/text.js';
import type {DialogKind} from './dialog.js';

/** What a typed breakpoint means, or what is wrong with it. */
export function parseBreakpoint(text: string): {readonly kind: BreakpointKind} | {readonly problem: string} {
	const word = text.trim();
	if (word === 'invariant') return {kind: {on: 'invariant'}};
	if ((FREE_CAUSES as readonly string[]).includes(word))
		return {kind: {on: 'cause', cause: word as FreeCause}};
	if ((EVENT_KINDS as readonly string[]).includes(word))
		return {kind: {on: 'event', event: word as EventKind}};
	const parsed = parseCondition(word);
	if ('condition' in parsed) return {kind: {on: 'condition', condition: parsed.condition}};
	const known = /^\w+$/.test(word) ? nearest(word, [...FREE_CAUSES, ...EVENT_KINDS]) : parsed.problem.nearest;
	return {problem: parsed.problem.message + (known === undefined ? '' : `; did you mean ${known}?`)};
}

/** The session's breakpoints with how often each has fired. */
export const breakpointsDialog: DialogKind = {
	title: () => 'breakpoints',
	hint: 'a add   d delete   Space on or off   b or q close',
	intro: () => [
		[
			[
				' a condition (ksm_zero_pages>0, mainline:full_scans>=2, 64s), a cause (split_remap, ksm_merge ...),',
				'faint',
			],
		],
		[[' an event (split, stale_item, cow ...), or invariant', 'faint']],
	],
	items: (view) =>
		(view.session.simulation?.breakpoints ?? []).map((breakpoint) => ({
			id: String(breakpoint.id),
			line: [
				` [${breakpoint.enabled ? 'x' : ' '}] ${left(breakpoint.text, 50)} `,
				[`fired ${formatCount(breakpoint.hits)} times`, 'faint'],
			] as Line,
		})),
	keys: {
		a(store) {
			store.set({prompt: {use: 'breakpoint', label: 'stop when:', text: ''}});
		},
		d(store, item) {
			if (item !== undefined) store.session.simulation?.removeBreakpoint(Number(item.id));
		},
		space(store, item) {
			const {simulation} = store.session;
			const breakpoint = simulation?.breakpoints.find(({id}) => String(id) === item?.id);
			if (breakpoint !== undefined) simulation?.enableBreakpoint(breakpoint.id, !breakpoint.enabled);
		},
	},
	accept(store) {
		store.set({prompt: {use: 'breakpoint', label: 'stop when:', text: ''}});
	},
};
