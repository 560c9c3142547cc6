// The table of commands, in the order in which help lists them. A command is a folder: command.ts describes it, the
// rest does its work.

import {check} from './check/command.js';
import {compare} from './compare/command.js';
import {completion} from './completion/command.js';
import {doctor} from './doctor/command.js';
import {explain} from './explain/command.js';
import {exportPreset} from './export/command.js';
import {host} from './host/command.js';
import {list} from './list/command.js';
import {man} from './man/command.js';
import {real} from './real/command.js';
import {replay} from './replay/command.js';
import {run} from './run/command.js';
import {sweep} from './sweep/command.js';
import type {CommandDescription} from '../command-line/invocation.js';

export {view as VIEW} from './view/command.js';

/** Every command but the view; a new one is a new row. */
export const COMMANDS: readonly CommandDescription[] = [
	run,
	compare,
	check,
	sweep,
	replay,
	exportPreset,
	real,
	host,
	list,
	explain,
	doctor,
	completion,
	man,
];
