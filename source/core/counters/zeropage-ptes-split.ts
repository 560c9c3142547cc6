// zeropage_ptes.split: a figure of the model (try_to_map_unused_to_zeropage (mm/migrate.c)).

import type {Counter} from './counter.js';

export const zeropagePtesSplit: Counter = {
	name: 'zeropage_ptes.split',
	file: 'model',
	unit: 'pages',
	about:
		'PTEs that map the shared zeropage because a folio split remapped them. No counter of a real kernel shows them.',
	source: 'try_to_map_unused_to_zeropage (mm/migrate.c)',
	read: (m) => m.thp.zeropagePtes.split,
};
