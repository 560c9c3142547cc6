// How each role looks, in one table: with 256 colours, with 16, and in both for the colour-blind. The 256-colour shades
// have medium brightness, so that they can be read on light and dark backgrounds; the terminal defines the 16 named ones,
// so only those are used that are readable on both. There is one alarm colour. Nothing is said by hue alone: see
// map/page-map.ts for the shapes and letters.

/** `none`: bold, dim, underline and reverse only. */
export type Palette = 'standard' | 'colour-blind' | 'none';
/** In the order in which V goes through them. */
export const PALETTES: readonly Palette[] = ['standard', 'colour-blind', 'none'];

/** Number of colours that a terminal can show. */
export type Depth = 16 | 256;

/** SGR parameters for 256 colours, for 16, and, where different, for the colour-blind (256, 16). */
type Row = readonly [many: string, few: string, blindMany?: string, blindFew?: string];

const ALARM: Row = ['38;5;196', '91', '38;5;166', '35'];
const CALM: Row = ['38;5;32', '94'];

const bold = ([many, few, blindMany, blindFew]: Row): Row =>
	[
		`1;${many}`,
		`1;${few}`,
		...(blindMany === undefined ? [] : ([`1;${blindMany}`] as const)),
		...(blindFew === undefined ? [] : ([`1;${blindFew}`] as const)),
	] as unknown as Row;

/** The looks of every role; for `none` the hues are removed. */
export const LOOKS = {
	plain: ['', ''],
	strong: ['1', '1'],
	faint: ['38;5;244', '2'],
	title: ['1', '1'],
	/** Titles of panels; `head` those of columns, underlined: a rule that costs no row. */
	heading: ['1', '1'],
	head: ['4;38;5;244', '4'],
	/** Title of the panel that has the focus. */
	focused: bold(CALM),
	watched: ['1;4', '1;4'],
	rule: ['38;5;244', '2'],
	track: ['38;5;244', '2'],
	progress: ['', ''],
	running: bold(CALM),
	paused: ['1;7', '1;7'],
	selected: ['1;7', '1;7'],
	current: ['1', '1'],
	/** A figure unlike the baseline's. */
	differs: bold(ALARM),
	notice: ['1', '1'],
	key: bold(CALM),
	disabled: ['38;5;244', '2'],
	message: ['1;7', '1;7'],
	error: ['1;7;38;5;196', '1;7;91', '1;7;38;5;166', '1;7;35'],
	caption: ['1', '1'],
	huge: ['38;5;32', '94'],
	resident: ['38;5;68', '94'],
	zeropage: ['38;5;30', '36', '38;5;30', '36'],
	remapped: bold(ALARM),
	merged: ['38;5;64', '32', '38;5;134', '35'],
	swapped: ['38;5;134', '35', '38;5;136', '35'],
	mixed: ['38;5;136', ''],
	cursor: ['1;7', '1;7'],
	axis: ['2', '2'],
	budget: ['38;5;244', '2'],
	runA: ['38;5;32', '94'],
	runB: ['38;5;166', '91', '38;5;166', '91'],
	runC: ['38;5;64', '32', '38;5;136', ''],
	runD: ['38;5;134', '35'],
	runE: ['38;5;30', '36'],
	runF: ['38;5;136', '', '38;5;98', ''],
	runG: ['38;5;98', '94'],
	runH: ['38;5;244', '2'],
} as const satisfies Record<string, Row>;

/** What a text is, which decides on its looks. */
export type Role = keyof typeof LOOKS;

/** Bold, dim, underline and reverse only. */
function withoutHue(sgr: string): string {
	return sgr
		.replace(/[34]8;5;\d+/g, '')
		.split(';')
		.filter((parameter) => ['1', '2', '4', '7'].includes(parameter))
		.join(';');
}

/** The SGR parameters of a role; '' for the terminal's own text. */
export function sgrOf(role: Role, palette: Palette, depth: Depth): string {
	const [many, few, blindMany = many, blindFew = few]: Row = LOOKS[role];
	// Without hues `faint` is drawn as dim.
	if (palette === 'none') return withoutHue(few);
	if (palette === 'colour-blind') return depth === 256 ? blindMany : blindFew;
	return depth === 256 ? many : few;
}
