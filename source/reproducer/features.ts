// Which optional parts of the runtime a preset needs. A line of the runtime that ends in //@NAME is kept for feature NAME.

import type {Action} from '../core/index.js';
import type {Scenario} from '../scenario/scenario.js';

const FEATURES: Readonly<Partial<Record<Action['do'], string>>> = {
	write: 'WRITE',
	read: 'READ',
	madvise: 'ADVISE',
	collapse: 'ADVISE',
	munmap: 'UNMAP',
	mremap: 'MOVE',
	mprotect: 'PROTECT',
	mlock: 'LOCK',
	munlock: 'UNLOCK',
	pin: 'PIN',
	unpin: 'UNPIN',
	mmap: 'MAP',
	fork: 'FORK',
	exec: 'EXEC',
	exit: 'EXIT',
	prctl: 'MERGE_ANY',
};

/** Every feature: for a program that can run any preset. */
export const ALL_FEATURES: ReadonlySet<string> = new Set([
	...Object.values(FEATURES),
	'MERGE_ANY_AT_START',
	'FILE',
]);

/** The features of a preset's processes and timeline; action names without optional C give the empty string. */
export function featuresOf({timeline, processes}: Scenario): ReadonlySet<string> {
	const features = new Set<string>();
	const actions = timeline.flatMap((entry) => entry.actions);
	for (const action of actions) features.add(FEATURES[action.do] ?? '');
	if (processes.some(({mergeAny}) => mergeAny)) features.add('MERGE_ANY_AT_START');
	const regions = [
		...processes.flatMap((process) => process.instantiate().flatMap((spec) => spec.regions)),
		...actions.flatMap((action) => (action.do === 'mmap' ? [action.region] : [])),
		...actions.flatMap((action) => (action.do === 'start' ? action.process.regions : [])),
	];
	if (regions.some(({file}) => file === true)) features.add('FILE');
	return features;
}
