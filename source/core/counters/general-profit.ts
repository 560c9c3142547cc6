// /sys/kernel/mm/ksm/general_profit (general_profit_show (mm/ksm.c)). It cannot see what folio splits free.

import {PAGE_BYTES, RMAP_ITEM_BYTES} from '../base/page-size.js';
import type {Counter} from './counter.js';

export const generalProfit: Counter = {
	name: 'general_profit',
	file: 'ksm',
	unit: 'bytes',
	about:
		'What KSM believes to have saved: merged pages and KSM zero pages less the memory of all rmap_items. May be negative.',
	source: 'general_profit_show (mm/ksm.c)',
	read: (m) => (m.ksm.pagesSharing + m.ksm.zeroPages) * PAGE_BYTES - m.ksm.rmapItems * RMAP_ITEM_BYTES,
};
