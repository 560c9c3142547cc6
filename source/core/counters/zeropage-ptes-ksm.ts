// zeropage_ptes.ksm: a figure of the model (replace_page (mm/ksm.c)).

import type {Counter} from './counter.js';

export const zeropagePtesKsm: Counter = {
	name: 'zeropage_ptes.ksm',
	file: 'model',
	unit: 'pages',
	about: 'PTEs that map the shared zeropage because KSM merged them: dirty ones, the same as ksm_zero_pages.',
	source: 'replace_page (mm/ksm.c)',
	read: (m) => m.thp.zeropagePtes.ksm,
};
