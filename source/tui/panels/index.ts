// All panels by their name.

import type {ComponentType} from 'react';
import type {PanelId} from '../panel-ids.js';
import {Chart} from './chart.js';
import {Compare} from './compare.js';
import {Events} from './events.js';
import {Folios} from './folios.js';
import {Knobs} from './knobs.js';
import {Ksmd} from './ksmd.js';
import {Ledger} from './ledger.js';
import {Memory} from './memory.js';
import type {PanelProps} from './panel.js';
import {Processes} from './processes.js';

/** A new panel is a row here and a name in panel-ids.ts. */
export const PANELS: Readonly<Record<PanelId, ComponentType<PanelProps>>> = {
	ksmd: Ksmd,
	ledger: Ledger,
	memory: Memory,
	chart: Chart,
	folios: Folios,
	processes: Processes,
	compare: Compare,
	knobs: Knobs,
	events: Events,
};
