// Goal: kernels are data, and a preset's own kernel says what it changes and keeps the rest. Method: look at the rules of
// the kernels that ship, and derive some.

import {describe, expect, it} from 'vitest';
import {deriveKernel} from '../../../source/core/kernels/derive.js';
import {findKernel, KERNELS} from '../../../source/core/kernels/index.js';
import {SPLIT_SITES} from '../../../source/core/kernels/kernel.js';

const kernel = (id: string) => findKernel(id)!;

describe('the kernels that ship', () => {
	it('are distinguished by their rules', () => {
		const rules = KERNELS.map(({id, about, source, ...rule}) => JSON.stringify(rule));
		expect(new Set(rules).size).toBe(KERNELS.length);
		expect(new Set(KERNELS.map(({id}) => id)).size).toBe(KERNELS.length);
	});

	it('say what they do and where they come from', () => {
		for (const {about, source} of KERNELS) {
			expect(about).toMatch(/\.$/);
			expect(source.length).toBeGreaterThan(10);
		}
	});

	it('forget the second split site of KSM in ksm-opt-out-merge-only', () => {
		const {remap} = kernel('ksm-opt-out-merge-only');
		expect([remap.ksm, remap.ksm_same_folio]).toEqual([false, true]);
		expect(kernel('ksm-opt-out').remap.ksm_same_folio).toBe(false);
	});

	it('remap at every site in mainline and at none before', () => {
		expect(SPLIT_SITES.every((site) => kernel('mainline').remap[site])).toBe(true);
		expect(SPLIT_SITES.some((site) => kernel('before').remap[site])).toBe(false);
		expect(SPLIT_SITES.filter((site) => kernel('rfc').remap[site])).toEqual(['shrinker']);
	});
});

describe('derived kernels', () => {
	it('mean both sites of KSM by ksm alone', () => {
		const {remap} = deriveKernel(kernel('mainline'), 'mine', {remap: {ksm: false}});
		expect(remap).toEqual(kernel('ksm-opt-out').remap);
	});

	it('take the second site by its own name', () => {
		const {remap} = deriveKernel(kernel('mainline'), 'mine', {remap: {ksm: false, ksm_same_folio: true}});
		expect(remap).toEqual(kernel('ksm-opt-out-merge-only').remap);
	});

	it('can be built up to v1 and to erase-stale', () => {
		const {id, about, source, ...v1} = kernel('v1');
		expect(
			deriveKernel(kernel('mainline'), 'mine', {spares_mergeable: true, needs_shrink_underused: true}),
		).toMatchObject(v1);
		const {id: _id, about: _about, source: _source, ...eraseStale} = kernel('erase-stale');
		expect(deriveKernel(kernel('mainline'), 'mine', {check_zeropage: true, erase_stale: true})).toMatchObject(
			eraseStale,
		);
	});

	it('describe themselves', () => {
		const {about} = deriveKernel(kernel('mainline'), 'mine', {remap: {ksm: false}, skip_huge: 'knob'});
		expect(about).toBe('As mainline, but remap by ksm: no, skip_huge: knob.');
		expect(deriveKernel(kernel('rfc'), 'same', {}).about).toBe('As rfc.');
	});

	it('leave their base as it was', () => {
		const before = JSON.stringify(kernel('mainline'));
		deriveKernel(kernel('mainline'), 'mine', {remap: {shrinker: false}});
		expect(JSON.stringify(kernel('mainline'))).toBe(before);
	});
});
