// What things look like: a name for each meaning, and the SGR parameters it gets. Only the 16 named colours are used, so
// the terminal's own scheme decides what they are; colours that vanish on a light or a dark background carry no text.
// Every state is a letter or a word as well: without hue the view says the same.

export type Palette = 'standard' | 'colour-blind' | 'none';

export const PALETTES: readonly Palette[] = ['standard', 'colour-blind', 'none'];

const STANDARD = {
	plain: '',
	strong: '1',
	faint: '2',
	title: '1',
	heading: '1;36',
	watched: '1;4;36',
	bar: '2',
	running: '1;32',
	paused: '1;7',
	selected: '1;7',
	current: '1',
	good: '32',
	bad: '1;31',
	warning: '1;35',
	key: '1;36',
	disabled: '2',
	message: '1;7',
	error: '1;7;31',
	caption: '1;35',
	resident: '34',
	huge: '1;34',
	zeropage: '36',
	remapped: '1;31',
	merged: '32',
	swapped: '35',
	mixed: '33',
	cursor: '1;7',
	axis: '2',
	budget: '33',
	runA: '36',
	runB: '1;31',
	runC: '32',
	runD: '35',
	runE: '34',
	runF: '33',
} as const;

export type Role = keyof typeof STANDARD;

/** Blue, orange and black differ for everybody; red and green do not. */
const COLOUR_BLIND: Partial<Record<Role, string>> = {
	running: '1;34',
	good: '34',
	bad: '1;33',
	error: '1;7;33',
	remapped: '1;33',
	merged: '35',
	zeropage: '36',
	runA: '34',
	runB: '1;33',
	runC: '36',
	runD: '35',
	runE: '1',
	runF: '1;35',
};

export interface Theme {
	readonly palette: Palette;
	/** Wraps text in the escape sequences of a role; text of no looks stays as it is. */
	paint(role: Role, text: string): string;
}

/** Bold, dim, underline and reverse only. */
function withoutHue(sgr: string): string {
	return sgr
		.split(';')
		.filter((parameter) => ['1', '2', '4', '7'].includes(parameter))
		.join(';');
}

function sgrOf(role: Role, palette: Palette): string {
	if (palette === 'none') return withoutHue(STANDARD[role]);
	if (palette === 'colour-blind') return COLOUR_BLIND[role] ?? STANDARD[role];
	return STANDARD[role];
}

export function createTheme(palette: Palette): Theme {
	const roles = Object.keys(STANDARD) as Role[];
	const begin = new Map(roles.map((role) => [role, sgrOf(role, palette)]));
	return {
		palette,
		paint(role, text) {
			const sgr = begin.get(role);
			return sgr === undefined || sgr === '' || text === '' ? text : `\u001B[${sgr}m${text}\u001B[0m`;
		},
	};
}

const RUN_ROLES: readonly Role[] = ['runA', 'runB', 'runC', 'runD', 'runE', 'runF'];

/** The colour of the run with this index: six, then again from the first. */
export function runRole(index: number): Role {
	return RUN_ROLES[index % RUN_ROLES.length];
}
