// Which kernel made some recordings: the candidates whose runs equal each of them; if there are none, how close each
// came.

import type {Kernel, KernelVersion} from '../../core/index.js';
import {compareRows, type Comparison} from '../difference.js';
import type {Recording} from '../recording.js';
import {CANDIDATES, type SeparatedWorkload} from './separate.js';

/** The outcome of `identify`. */
export interface Identified {
	/** Candidates that equal every recording, by version: the kernels that are left. */
	readonly fits: ReadonlyArray<{readonly version: KernelVersion; readonly kernels: readonly Kernel[]}>;
	/** For each workload how many candidates fit, and the comparison with the best one that does not. */
	readonly workloads: ReadonlyArray<{
		readonly name: string;
		readonly fitting: number;
		readonly comparison: Comparison;
	}>;
}

const isEqual = (comparison: Comparison): boolean => comparison.differences.length === 0;

/** `recordings`: of the workloads, in their order. */
export function identifyKernel(
	workloads: readonly SeparatedWorkload[],
	recordings: readonly Recording[],
): Identified {
	const left = new Set(CANDIDATES.keys());
	const outcome = workloads.map(({name, rows}, i) => {
		const byClass = new Map<number, Comparison>();
		const comparisons = CANDIDATES.map((_, candidate) => {
			const number = workloads[i].classes[candidate];
			const known = byClass.get(number) ?? compareRows(rows[candidate], recordings[i].rows);
			byClass.set(number, known);
			return known;
		});
		for (const [candidate, comparison] of comparisons.entries())
			if (!isEqual(comparison)) left.delete(candidate);
		const best = comparisons.reduce((one, other) => {
			if (isEqual(one) || isEqual(other)) return isEqual(one) ? one : other;
			return other.figures > one.figures ? other : one;
		});
		return {name, fitting: comparisons.filter((comparison) => isEqual(comparison)).length, comparison: best};
	});
	const versions = [...new Set(CANDIDATES.map(({version}) => version))];
	const fits = versions.flatMap((version) => {
		const kernels = CANDIDATES.filter((candidate, i) => left.has(i) && candidate.version === version).map(
			({kernel}) => kernel,
		);
		return kernels.length === 0 ? [] : [{version, kernels}];
	});
	return {fits, workloads: outcome};
}

/** The answer in a sentence. */
export function identifiedLine({fits, workloads}: Identified): string {
	if (fits.length === 0) {
		const differing = workloads.filter(({fitting}) => fitting === 0).map(({name}) => name);
		return differing.length > 0
			? `this kernel behaves as none: it differs from all in ${differing.join(', ')}`
			: 'this kernel behaves as none: no kernel fits all workloads together';
	}
	const names = fits.map(
		({version, kernels}) => `${kernels.map(({id}) => id).join(' or ')}, ksm_age ${version}`,
	);
	return `this kernel behaves as ${names.join('; or as ')}`;
}
