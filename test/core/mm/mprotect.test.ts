// Goal: mprotect guards programs, not ksmd: what may not be touched is refused, what is equal merges all the same, and
// VMAs are cut and joined as protections differ. Method: small regions on 6.18, one call at a time; the same calls in the
// recorded runs of test/conformance say what a real kernel does.

import {expect, it} from 'vitest';
import {checkInvariants, perform, type Action, type Machine} from '../../../source/core/index.js';
import {createHost, region, set, start, wakeup} from '../../support/host.js';

const PAGES = 1024;

function hostWith(content: (page: number) => number): Machine {
	const m = createHost('mainline', {kernelVersion: '6.18'});
	set(m, {smart_scan: 0, pages_to_scan: 100_000});
	start(m, 'app', [region('ram', PAGES, ['nohugepage', 'mergeable'], content)]);
	return m;
}

const target = (from: number, to: number) => ({process: 'app', region: 'ram', from, to});
const protect = (from: number, to: number, protection: 'read_write' | 'read_only' | 'none'): Action => ({
	do: 'mprotect',
	target: target(from, to),
	protection,
});
const write = (from: number, to: number): Action => ({
	do: 'write',
	target: target(from, to),
	content: () => (page) => 900_000 + page,
});

it('refuses a program what the protection forbids, and nothing else', () => {
	const m = hostWith((page) => page + 1);
	expect(perform(m, protect(100, 200, 'read_only')).errno).toBeUndefined();
	expect(perform(m, protect(300, 400, 'none')).errno).toBeUndefined();
	expect(perform(m, write(150, 151)).errno).toBe('EFAULT');
	expect(perform(m, {do: 'read', target: target(100, 200)}).errno).toBeUndefined();
	expect(perform(m, {do: 'read', target: target(350, 351)}).errno).toBe('EFAULT');
	expect(perform(m, {do: 'pin', target: target(150, 151)}).errno).toBe('EFAULT');
	expect(perform(m, {do: 'mlock', target: target(350, 351)}).errno).toBe('ENOMEM');
	expect(perform(m, write(0, 100)).errno).toBeUndefined();
});

it('cuts VMAs, and joins them when their protection is the same again', () => {
	const m = hostWith((page) => page + 1);
	perform(m, protect(100, 200, 'read_only'));
	expect(m.processes[0].vmas.map(({protection}) => protection)).toEqual([
		'read_write',
		'read_only',
		'read_write',
	]);
	perform(m, protect(100, 200, 'read_write'));
	expect(m.processes[0].vmas).toHaveLength(1);
	expect(perform(m, write(100, 200)).errno).toBeUndefined();
});

it('does what lies before a hole, and then says ENOMEM', () => {
	const m = hostWith((page) => page + 1);
	perform(m, {do: 'munmap', target: target(200, 300)});
	expect(perform(m, protect(100, 400, 'none')).errno).toBe('ENOMEM');
	expect(m.processes[0].vmas.map(({protection}) => protection)).toEqual(['read_write', 'none', 'read_write']);
});

it('lets ksmd merge pages that nobody may touch', () => {
	const m = hostWith(() => 7);
	perform(m, protect(0, PAGES, 'none'));
	set(m, {run: 1});
	for (let batch = 0; batch < 4; batch++) wakeup(m);
	expect(m.processes[0].ksmMergingPages).toBe(PAGES);
	expect(checkInvariants(m)).toEqual([]);
});

it('copies the pages of a locked VMA at once when it becomes writable', () => {
	const m = hostWith(() => 7);
	set(m, {run: 1});
	for (let batch = 0; batch < 4; batch++) wakeup(m);
	perform(m, protect(0, PAGES, 'read_only'));
	perform(m, {do: 'mlock', target: target(0, PAGES)});
	expect(m.vm.cow_ksm).toBe(0);
	perform(m, protect(0, PAGES, 'read_write'));
	expect(m.vm.cow_ksm).toBe(PAGES);
});
