// zeropage_ptes.fault: a figure of the model (do_anonymous_page (mm/memory.c)).

import type {Counter} from './counter.js';

export const zeropagePtesFault: Counter = {
	name: 'zeropage_ptes.fault',
	file: 'model',
	unit: 'pages',
	about: 'PTEs that map the shared zeropage because of a read fault.',
	source: 'do_anonymous_page (mm/memory.c)',
	read: (m) => m.thp.zeropagePtes.fault,
};
