// 6.11 as far as it differs here from `before`: neither the shrinker of underused THPs nor its knob, and zero-filled pages
// are written to swap like any other (mm/huge_memory.c, mm/page_io.c of 6.11). Version rules are those of ksm_age.

import {before} from './before.js';
import type {Kernel} from './kernel.js';

/** before, without the underused shrinker and without swap_zeromap. */
export const linux611: Kernel = {
	...before,
	id: 'linux-6.11',
	about:
		'As before, without two more things that came with 6.12: there is no shrinker of underused THPs and no knob shrink_underused, and zero-filled pages are written to swap like any other.',
	source:
		'mm/huge_memory.c and mm/page_io.c before commits b1f202060afe, dafff3f4c850 and 0ca0c24e3211 (all 6.12); not measured',
	shrinksUnderused: false,
	notesZeroSwap: false,
};
