// The RFC: deferred_split_scan has an entry point of its own that asks for the remap, and no other caller does. As
// posted the helper split non-uniformly, so that at most four pages could be remapped; what is modelled is the
// intent.

import type {Kernel} from './kernel.js';
import {mainline} from './mainline.js';
import {onlyBy} from './sites.js';

/** Only splits by the deferred-split shrinker remap. */
export const rfc: Kernel = {
	...mainline,
	id: 'rfc',
	about:
		'Inferred from the intent of the RFC: only splits made by the deferred-split shrinker remap zero subpages, those of underused and of partially mapped THPs alike; shrink_underused does not matter.',
	source:
		'RFC of Nico Pache, 8 May 2026, message-id 20260508170509.640851-1-npache (its intent; as posted it splits non-uniformly)',
	remap: onlyBy('shrinker'),
};
