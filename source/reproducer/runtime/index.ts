// The C runtime of a reproducer, in its order: WORDS comes first, then the preset's own part, then RUNTIME.

import {ACTIONS} from './actions.js';
import {FIGURES} from './figures.js';
import {FILES} from './files.js';
import {KNOB_FILES} from './knobs.js';
import {KSMD} from './ksmd.js';
import {MAILBOX} from './mailbox.js';
import {MAIN} from './main.js';
import {ORDERS} from './orders.js';
import {OUTPUT} from './output.js';
import {PAGE_MAP} from './page-map.js';
import {PINS} from './pins.js';
import {RUN} from './run.js';
import {SET_UP} from './set-up.js';
import {WORKER} from './worker.js';

export {WORDS} from './words.js';

/** Everything that follows the preset's own part; shake() removes what the preset does not use. */
export const RUNTIME = [
	FILES,
	KNOB_FILES,
	MAILBOX,
	PINS,
	WORKER,
	ORDERS,
	ACTIONS,
	KSMD,
	FIGURES,
	PAGE_MAP,
	OUTPUT,
	RUN,
	SET_UP,
	MAIN,
].join('');
