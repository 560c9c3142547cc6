// Two proposals of the thread leave large folios alone: always while a knob says so (xu.xin's skip_huge_page), or only
// while memory is not short (Zi Yan's thought). The mails do not say what "short" is: see mm/reclaim/pressure.ts.

import type {Machine} from '../state/machine.js';
import {memoryIsShort} from '../mm/reclaim/pressure.js';

/** Whether ksmd passes over subpages of large folios now. */
export function skipsHugePages(m: Machine): boolean {
	const {skipsHuge} = m.kernel;
	if (skipsHuge === 'never' || m.knobs.skip_huge_page === 0) return false;
	return skipsHuge === 'knob' || !memoryIsShort(m);
}
