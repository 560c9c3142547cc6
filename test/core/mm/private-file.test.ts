// Goal: of a private file mapping ksmd sees the pages that were written, and nothing else; THPs are not for it. Method: a
// region of which part is written, on 6.18; the same in the recorded runs of test/conformance says what a real kernel does.

import {expect, it} from 'vitest';
import {checkInvariants, perform, type Machine} from '../../../source/core/index.js';
import {createHost, region, set, start, wakeup} from '../../support/host.js';

const PAGES = 1024;
const WRITTEN = 300;
const target = {process: 'app', region: 'data'};

function hostWithFile(): Machine {
	const m = createHost('mainline', {kernelVersion: '6.18'});
	set(m, {smart_scan: 0, pages_to_scan: 100_000});
	start(m, 'app', [{...region('data', PAGES, ['hugepage', 'mergeable'], null), file: true}]);
	perform(m, {do: 'write', target: {...target, from: 0, to: WRITTEN}, content: () => () => 7});
	perform(m, {do: 'read', target});
	return m;
}

it('has anonymous pages where it was written, base pages whatever the advice', () => {
	const m = hostWithFile();
	const [app] = m.processes;
	expect([app.rssAnonPages, app.anonHugePages]).toEqual([WRITTEN, 0]);
	expect(perform(m, {do: 'madvise', target, advice: 'collapse'}).errno).toBe('EINVAL');
	expect(perform(m, {do: 'madvise', target, advice: 'free'}).errno).toBe('EINVAL');
});

it('is scanned and merged in those pages only', () => {
	const m = hostWithFile();
	set(m, {run: 1});
	for (let batch = 0; batch < 4; batch++) wakeup(m);
	const [app] = m.processes;
	expect([app.ksmRmapItems, app.ksmMergingPages]).toEqual([WRITTEN, WRITTEN]);
	expect(checkInvariants(m)).toEqual([]);
});

it('shows the file again where copies were dropped', () => {
	const m = hostWithFile();
	perform(m, {do: 'madvise', target: {...target, from: 0, to: 100}, advice: 'dontneed'});
	expect(m.processes[0].rssAnonPages).toBe(WRITTEN - 100);
});

it('takes advice from another process as far as the kernel allows it', () => {
	const m = hostWithFile();
	expect(perform(m, {do: 'process_madvise', target, advice: 'mergeable'}).errno).toBe('EINVAL');
	expect(perform(m, {do: 'process_madvise', target, advice: 'cold'}).errno).toBeUndefined();
});
