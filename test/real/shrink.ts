// Makes a preset smaller as long as it still shows a difference: whole parts first, then sizes and fills.

import type {RandomPreset} from './random-preset.js';

const clone = (preset: RandomPreset): RandomPreset => structuredClone(preset);

/** Presets that are a little smaller, the greatest steps first. */
function* smaller(preset: RandomPreset): Generator<RandomPreset> {
	for (let i = preset.timeline.length - 1; i >= 0; i--) {
		const less = clone(preset);
		less.timeline.splice(i, 1);
		yield less;
	}
	for (let i = 0; i < preset.processes.length && preset.processes.length > 1; i++) {
		const less = clone(preset);
		less.processes.splice(i, 1);
		yield less;
	}
	for (const [i, process] of preset.processes.entries())
		for (let j = 0; j < process.regions.length && process.regions.length > 1; j++) {
			const less = clone(preset);
			less.processes[i].regions.splice(j, 1);
			yield less;
		}
	for (const name of Object.keys(preset.knobs)) {
		// khugepaged that stops in the middle of memory would count other programs' memory, too.
		if (name.startsWith('khugepaged/')) continue;
		const less = clone(preset);
		delete less.knobs[name];
		yield less;
	}
	for (const [i, process] of preset.processes.entries())
		for (const [j, {size, fill}] of process.regions.entries()) {
			const pages = Number.parseInt(size, 10) / 4;
			const resize = (to: number): RandomPreset => {
				const less = clone(preset);
				less.processes[i].regions[j].size = `${to * 4}KiB`;
				return less;
			};
			if (pages > 512) yield resize(pages - 512);
			if (pages < 512 && pages > 1) yield resize(Math.ceil(pages / 2));
			if (pages < 512 && pages > 2) yield resize(pages - 1);
			for (const plain of ['zero', {content: 77}]) {
				if (fill === undefined || JSON.stringify(fill).length <= JSON.stringify(plain).length) continue;
				const less = clone(preset);
				less.processes[i].regions[j].fill = plain;
				yield less;
			}
		}
	for (const [i, entry] of preset.timeline.entries())
		for (const [name, action] of Object.entries(entry)) {
			if (typeof action !== 'object' || action === null || !('fill' in action)) continue;
			for (const plain of ['zero', {content: 77}]) {
				if (JSON.stringify(action.fill).length <= JSON.stringify(plain).length) continue;
				const less = clone(preset);
				less.timeline[i][name] = {...action, fill: plain};
				yield less;
			}
		}
}

/** Shrinks; `differs` says whether a preset still shows a difference and is asked at most `tries` times. */
export async function shrink(
	preset: RandomPreset,
	differs: (candidate: RandomPreset) => Promise<boolean>,
	tries: number,
): Promise<RandomPreset> {
	let best = preset;
	let left = tries;
	for (let again = true; again && left > 0;) {
		again = false;
		for (const candidate of smaller(best)) {
			if (left-- <= 0) break;
			if (!(await differs(candidate))) continue;
			best = candidate;
			again = true;
			break;
		}
	}
	return best;
}
