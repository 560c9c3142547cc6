// The characters that are drawn: blocks where the terminal has UTF-8 and colours, letters in UTF-8 on request or without
// colour, ASCII elsewhere.

/** How states of pages are drawn: as shapes, or as letters. */
export const DRAWINGS = ['blocks', 'letters'] as const;
export type Drawing = (typeof DRAWINGS)[number];

export interface Glyphs {
	readonly unicode: boolean;
	readonly drawing: Drawing;
	/** The end of text that was cut. */
	readonly ellipsis: string;
	/** Beside a line of its own: the preset speaks. */
	readonly caption: string;
	/** Beside a line that says what a step, knob or action did. */
	readonly happened: string;
	/** A thin line on the right of a title; the empty part of a bar. */
	readonly rule: string;
	readonly track: string;
	/** Before the title of the panel that has the focus. */
	readonly focus: string;
	/** A level in a chart, and its cursor. */
	readonly level: string;
	readonly cursor: string;
}

const SHARED = {
	unicode: true,
	ellipsis: '…',
	caption: '»',
	happened: '→',
	rule: '─',
	level: '╌',
	focus: '▸',
	cursor: '│',
} as const;

/** Blocks and box drawing. */
export const BLOCKS: Glyphs = {...SHARED, drawing: 'blocks', track: '─'};
/** UTF-8, with letters for the states. */
export const UNICODE: Glyphs = {...SHARED, drawing: 'letters', track: ' '};
export const ASCII: Glyphs = {
	unicode: false,
	drawing: 'letters',
	ellipsis: '~',
	caption: '*',
	happened: '>',
	rule: ' ',
	track: ' ',
	level: '-',
	focus: '>',
	cursor: '|',
};

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** The filled part of a bar of `cells`: in eighths of a cell, or in whole ones. */
export function filled(share: number, cells: number, {drawing}: Glyphs): string {
	const bounded = Math.min(1, Math.max(0, share));
	if (drawing === 'letters') return '|'.repeat(Math.ceil(bounded * cells));
	// What has begun shows at least an eighth, what is not over leaves one.
	const eighths = Math.max(Math.min(Math.round(bounded * cells * 8), cells * 8 - 1), 1);
	if (bounded <= 0 || bounded >= 1) return '█'.repeat(bounded * cells);
	return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}
