// skip_huge_page: a knob that was only thought of on the list (xu.xin, 9 June 2026), so that it exists in no real kernel
// and here only in the kernels that try the idea.

import type {Knob} from './knob.js';
import {orInvalid, parseBool} from './parse.js';

export const skipHugePage: Knob = {
	name: 'skip_huge_page',
	folder: 'ksm',
	default: 1,
	range: 'boolean; only in kernels that skip huge pages',
	about:
		'1 makes subpages of large folios no candidates: ksmd passes them without budget, without rmap_items, and never splits a THP. 0 scans them as mainline does. Read at every page.',
	source: 'idea of xu.xin in the thread of series v1, 9 June 2026',
	parse: (text) => orInvalid(parseBool(text)),
	onWrite: (machine) => (machine.config.kernel.skipsHuge === 'never' ? 'ENOENT' : undefined),
};
