// The characters of the view: blocks where the terminal has UTF-8 and colours, letters in UTF-8 on request or without
// colours, ASCII elsewhere.

/** How states of pages are drawn: as shapes, or as letters. */
export const DRAWINGS = ['blocks', 'letters'] as const;
/** How states of pages are drawn: a member of DRAWINGS. */
export type Drawing = (typeof DRAWINGS)[number];

/** The characters for one kind of terminal. */
export interface Glyphs {
	/** Whether characters beyond ASCII are used. */
	readonly unicode: boolean;
	/** Whether states of pages are shapes or letters. */
	readonly drawing: Drawing;
	/** Ends a text that was cut. */
	readonly ellipsis: string;
	/** Marks the preset's caption. */
	readonly caption: string;
	/** Marks the line that says what a step, knob or action did. */
	readonly happened: string;
	/** A thin line on the right of a title. */
	readonly rule: string;
	/** Fills the empty part of a bar. */
	readonly track: string;
	/** Before the title of the panel that has the focus. */
	readonly focus: string;
	/** A dashed line at a level in a chart. */
	readonly level: string;
	/** Draws the cursor of a chart. */
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

/** For terminals with UTF-8 and colours: blocks and box drawing. */
export const BLOCKS: Glyphs = {...SHARED, drawing: 'blocks', track: '─'};
/** UTF-8, with letters for the states. */
export const UNICODE: Glyphs = {...SHARED, drawing: 'letters', track: ' '};
/** For terminals without UTF-8, and for --ascii. */
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
	// More than 0 shows at least an eighth, less than 1 leaves at least one.
	const eighths = Math.max(Math.min(Math.round(bounded * cells * 8), cells * 8 - 1), 1);
	if (bounded <= 0 || bounded >= 1) return '█'.repeat(bounded * cells);
	return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}
