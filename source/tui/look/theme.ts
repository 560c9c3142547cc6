// Turns roles into escape sequences, by the palette that the viewer chose and the number of colours of the terminal.

import {type Depth, LOOKS, type Palette, type Role, sgrOf} from './palettes.js';

export {PALETTES, type Depth, type Palette, type Role} from './palettes.js';

/** The looks of all roles on this terminal. */
export interface Theme {
	/** As chosen with V or in config.yaml. */
	readonly palette: Palette;
	/** Number of colours of the terminal. */
	readonly depth: Depth;
	/** Wraps text in the escape sequences of a role; text of no looks stays as it is. */
	paint(role: Role, text: string): string;
}

/** The theme of a palette; `depth` defaults to 256 colours. */
export function createTheme(palette: Palette, depth: Depth = 256): Theme {
	const roles = Object.keys(LOOKS) as Role[];
	const begin = new Map(roles.map((role) => [role, sgrOf(role, palette, depth)]));
	return {
		palette,
		depth,
		paint(role, text) {
			const sgr = begin.get(role);
			return sgr === undefined || sgr === '' || text === '' ? text : `\u001B[${sgr}m${text}\u001B[0m`;
		},
	};
}

const RUN_ROLES: readonly Role[] = ['runA', 'runB', 'runC', 'runD', 'runE', 'runF', 'runG', 'runH'];

/** The colour of the run with this index: eight, then again from the first. */
export function runRole(index: number): Role {
	return RUN_ROLES[index % RUN_ROLES.length];
}
