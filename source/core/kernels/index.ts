// All kernels, in the order of the discussion: before the regression, with it, then each proposal; last the release before 6.12 whole.

import {before} from './before.js';
import {checkZeropage} from './check-zeropage.js';
import {eraseStale} from './erase-stale.js';
import type {Kernel} from './kernel.js';
import {ksmOptOutMergeOnly} from './ksm-opt-out-merge-only.js';
import {ksmOptOut} from './ksm-opt-out.js';
import {linux611} from './linux-6.11.js';
import {mainline} from './mainline.js';
import {pressure} from './pressure.js';
import {rfc} from './rfc.js';
import {skipHuge} from './skip-huge.js';
import {v1Mergeable} from './v1-mergeable.js';
import {v1Underused} from './v1-underused.js';
import {v1} from './v1.js';

/** Every kernel that ships, in the order of `ksmtop list kernels`. */
export const KERNELS: readonly Kernel[] = [
	before,
	mainline,
	v1Mergeable,
	v1Underused,
	v1,
	rfc,
	ksmOptOut,
	ksmOptOutMergeOnly,
	checkZeropage,
	eraseStale,
	skipHuge,
	pressure,
	linux611,
];

const kernelById: ReadonlyMap<string, Kernel> = new Map(KERNELS.map((kernel) => [kernel.id, kernel]));

/** The kernel of that id: one of `own`, those of a preset, or one that ships. Presets cannot take the id of one that ships. */
export const findKernel = (id: string, own: readonly Kernel[] = []): Kernel | undefined =>
	kernelById.get(id) ?? own.find((kernel) => kernel.id === id);
