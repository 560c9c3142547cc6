// Two dialogs: the kernels that run the preset from its start, and those that continue from this moment as forks.

import {KERNELS, type Kernel} from '../../core/index.js';
import {wrap} from '../../scenario/base/text.js';
import {left, type Line} from '../look/text.js';
import type {Store} from '../store.js';
import {selectedRun, type View} from '../view.js';
import type {DialogItem, DialogKind} from './dialog.js';

/** The preset's own variants beside those that ship. */
function knownKernels(view: View): Kernel[] {
	const kernels = view.session.simulation?.scenario.kernels ?? [];
	return [...KERNELS, ...kernels.filter((kernel) => !KERNELS.some(({id}) => id === kernel.id))];
}

function items(view: View): DialogItem[] {
	const chosen = view.state.dialog?.chosen ?? new Set();
	return knownKernels(view).map((kernel) => ({
		id: kernel.id,
		line: [
			` [${chosen.has(kernel.id) ? 'x' : ' '}] ${left(kernel.id, 24)} `,
			[kernel.about, 'faint'],
		] as Line,
	}));
}

function about(view: View, item: DialogItem, columns: number): Line[] {
	const kernel = knownKernels(view).find(({id}) => id === item.id);
	return kernel === undefined
		? []
		: [
				...wrap(`${kernel.id}: ${kernel.about}`, columns - 2).map((text): Line => [` ${text}`]),
				[[` ${kernel.source}`, 'faint']],
			];
}

function chosenIds(store: Store, item: DialogItem | undefined): string[] {
	const chosen = [...(store.state.dialog?.chosen ?? [])];
	return chosen.length > 0 ? chosen : item === undefined ? [] : [item.id];
}

/** Chooses the kernels with which the preset starts again. */
export const kernelsDialog: DialogKind = {
	title: () => 'kernels that run the preset, from its start',
	hint: 'j k move   Space tick   Enter start again with those ticked   c or q close',
	ticks: true,
	items,
	about,
	accept(store, item) {
		void store.open({kernels: chosenIds(store, item)});
	},
};

/** Chooses kernels that continue from the selected run's present state. */
export const forkDialog: DialogKind = {
	title: (view) => {
		const {letter, title} = selectedRun(view);
		return `fork ${letter} ${title} here: kernels that go on from its state`;
	},
	hint: 'j k move   Space tick   Enter fork   n or q close',
	ticks: true,
	items,
	about,
	accept(store, item) {
		const {view} = store;
		const {simulation} = view.session;
		if (simulation === null) return;
		const ids = chosenIds(store, item);
		if (simulation.runs.length + ids.length > simulation.maxRuns) {
			store.set({message: {text: `a session has at most ${simulation.maxRuns} runs`, isError: true}});
			return;
		}
		const run = selectedRun(view);
		store.set({dialog: null});
		const kernels = knownKernels(view).filter(({id}) => ids.includes(id));
		store.change(
			(function* () {
				yield* simulation.inSteps.forkHere(kernels, run.letter);
				store.set({message: {text: `forked ${run.letter}: ${ids.join(', ')}`, isError: false}});
			})(),
		);
	},
};
