// Goal: every knob has the kernel's default, range and errors, and a write takes effect when the kernel's does. Method:
// write to each, on machines that are idle, merged or run the advisor, and look at the value and at the event.

import {describe, expect, it} from 'vitest';
import {
	eventsSince,
	KERNELS,
	KNOBS,
	knobByName,
	knobExists,
	perform,
	writeKnob,
} from '../../../source/core/index.js';
import {defaultKnobs} from '../../../source/core/catalogue/knobs/index.js';
import {createHost, region, set, start, wakeup} from '../../support/host.js';

describe('defaults', () => {
	it('are accepted when written back', () => {
		for (const {name, default: value} of KNOBS) {
			const kernel = KERNELS.findLast((candidate) => knobExists(candidate, name));
			const m = createHost(kernel?.id ?? 'none');
			expect([name, writeKnob(m, name, `${value}\n`)]).toEqual([name, undefined]);
			expect(m.knobs).toEqual(defaultKnobs());
		}
	});

	it('are fresh for every machine', () => {
		const m = createHost('mainline');
		set(m, {pages_to_scan: 7});
		expect(createHost('mainline').knobs.pages_to_scan).toBe(100);
		expect(m.knobs.pages_to_scan).toBe(7);
	});
});

describe('ranges', () => {
	const refused: Array<[string, string, string]> = [
		['run', '3', 'EINVAL'],
		['run', '-1', 'EINVAL'],
		['pages_to_scan', '4294967296', 'EINVAL'],
		['sleep_millisecs', 'x', 'EINVAL'],
		['merge_across_nodes', '2', 'EINVAL'],
		['merge_across_nodes', '99999999999999999999', 'ERANGE'],
		['max_page_sharing', '1', 'EINVAL'],
		['max_page_sharing', '-5', 'EINVAL'],
		['max_page_sharing', '3000000000', 'ERANGE'],
		['use_zero_pages', '2', 'EINVAL'],
		['smart_scan', 'maybe', 'EINVAL'],
		['advisor_mode', 'fast', 'EINVAL'],
		['advisor_target_scan_time', '0', 'EINVAL'],
		['enabled', 'sometimes', 'EINVAL'],
		['shrink_underused', '', 'EINVAL'],
		['use_zero_page', 'y', 'EINVAL'],
		['khugepaged/pages_to_scan', '0', 'EINVAL'],
		['khugepaged/max_ptes_none', '512', 'EINVAL'],
		['khugepaged/defrag', '2', 'EINVAL'],
		['no_such_knob', '1', 'ENOENT'],
	];
	it.each(refused)('%s refuses %j with %s', (name, text, errno) => {
		const m = createHost('mainline');
		expect(writeKnob(m, name, text)).toBe(errno);
		expect(m.knobs).toEqual(defaultKnobs());
	});

	const accepted: Array<[string, string, number | string]> = [
		['pages_to_scan', '0', 0],
		['sleep_millisecs', '4294967295', 4_294_967_295],
		['use_zero_pages', 'yes', 1],
		['smart_scan', 'off', 0],
		['max_page_sharing', '2147483647', 2_147_483_647],
		['advisor_max_cpu', '1000', 1000],
		['khugepaged/max_ptes_none', '0', 0],
		['enabled', 'always\n', 'always'],
	];
	it.each(accepted)('%s takes %j', (name, text, value) => {
		const m = createHost('mainline');
		expect(writeKnob(m, name, text)).toBeUndefined();
		expect(m.knobs[name as keyof typeof m.knobs]).toBe(value);
	});
});

describe('skip_huge_page', () => {
	it('exists only in kernels that skip huge pages', () => {
		expect(writeKnob(createHost('mainline'), 'skip_huge_page', '0')).toBe('ENOENT');
		expect(writeKnob(createHost('skip-huge'), 'skip_huge_page', '0')).toBeUndefined();
		expect(writeKnob(createHost('pressure'), 'skip_huge_page', '0')).toBeUndefined();
		expect(knobExists(createHost('mainline').config.kernel, 'skip_huge_page')).toBe(false);
	});
});

describe('the advisor', () => {
	it('takes pages_to_scan over, and gives it back at 100', () => {
		const m = createHost('mainline');
		set(m, {pages_to_scan: 4000, advisor_min_pages_to_scan: 700, advisor_mode: 'scan-time'});
		expect(m.knobs.pages_to_scan).toBe(700);
		expect(writeKnob(m, 'pages_to_scan', '200')).toBe('EINVAL');
		set(m, {advisor_mode: 'scan-time'});
		expect(m.knobs.pages_to_scan).toBe(700);
		set(m, {advisor_mode: 'none'});
		expect(m.knobs.pages_to_scan).toBe(100);
		expect(writeKnob(m, 'pages_to_scan', '200')).toBeUndefined();
	});
});

describe('a merged host', () => {
	function merged() {
		const m = createHost('mainline', {nodes: 2});
		start(m, 'test', [region('area', 10, ['nohugepage', 'mergeable'], () => 42)]);
		set(m, {run: 1});
		while (m.ksm.fullScansEver < 2) wakeup(m);
		expect(m.ksm.pagesSharing).toBe(9);
		return m;
	}

	it('keeps its sharing limit and its trees', () => {
		const m = merged();
		expect(writeKnob(m, 'max_page_sharing', '10')).toBe('EBUSY');
		expect(writeKnob(m, 'max_page_sharing', '256')).toBeUndefined();
		expect(writeKnob(m, 'merge_across_nodes', '0')).toBe('EBUSY');
		expect(writeKnob(m, 'merge_across_nodes', '1')).toBeUndefined();
	});

	it('can change them once all is unmerged', () => {
		const m = merged();
		set(m, {run: 2});
		expect([m.ksm.pagesShared, m.ksm.fullScans, m.ksm.rmapItems]).toEqual([0, 0, 0]);
		set(m, {max_page_sharing: 10, merge_across_nodes: 0});
	});

	it('is not unmerged again by writing 2 a second time', () => {
		const m = merged();
		set(m, {run: 2});
		const {cow_ksm: copies} = m.vm;
		perform(m, {do: 'madvise', target: {region: 'area'}, advice: 'mergeable'});
		set(m, {run: 2});
		expect(m.vm.cow_ksm).toBe(copies);
	});
});

it('records every write, and what came of it', () => {
	const m = createHost('mainline');
	writeKnob(m, 'use_zero_pages', '1\n');
	writeKnob(m, 'use_zero_pages', '7');
	const [done, refused] = eventsSince(m.events, 0, ['knob']);
	expect(done.fields).toEqual({knob: 'use_zero_pages', value: '1', errno: null});
	expect(refused.fields).toEqual({knob: 'use_zero_pages', value: '7', errno: 'EINVAL'});
});

it('explains every knob', () => {
	for (const {name, about, source, range} of KNOBS) {
		expect([name, about.length > 30, source.length > 10, range.length > 2]).toEqual([name, true, true, true]);
		expect(knobByName.get(name)?.name).toBe(name);
	}
});
