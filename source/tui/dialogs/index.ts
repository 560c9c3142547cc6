// All dialogs by their name.

import type {DialogId} from '../view-state.js';
import {breakpointsDialog} from './breakpoints.js';
import {detailDialog} from './detail.js';
import type {DialogKind} from './dialog.js';
import {helpDialog} from './help.js';
import {forkDialog, kernelsDialog} from './kernels.js';
import {knobsDialog} from './knobs.js';
import {presetsDialog} from './presets.js';

/** A new dialog is a row here and a name in DialogId. */
export const DIALOGS: Readonly<Record<DialogId, DialogKind>> = {
	help: helpDialog,
	knobs: knobsDialog,
	presets: presetsDialog,
	kernels: kernelsDialog,
	fork: forkDialog,
	breakpoints: breakpointsDialog,
	detail: detailDialog,
};
