// The few characters that are not ASCII, and what stands for them where the locale has no UTF-8.

export interface Glyphs {
	readonly unicode: boolean;
	/** Between the columns of a table. */
	readonly columnBar: string;
	/** The end of text that was cut. */
	readonly ellipsis: string;
	/** Beside a line of its own: the preset speaks. */
	readonly caption: string;
	/** Beside a line that says what a step, knob or action did. */
	readonly happened: string;
	readonly rule: string;
}

export const UNICODE: Glyphs = {
	unicode: true,
	columnBar: '│',
	ellipsis: '…',
	caption: '»',
	happened: '→',
	rule: '─',
};
export const ASCII: Glyphs = {
	unicode: false,
	columnBar: '|',
	ellipsis: '~',
	caption: '*',
	happened: '>',
	rule: '-',
};
