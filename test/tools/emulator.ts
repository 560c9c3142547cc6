// A terminal emulator without a window: what a program wrote, as a person would see it. Used wherever a test looks at
// the screen, and to make the README's pictures.

import xterm from '@xterm/headless';

export interface Cell {
	readonly char: string;
	/** 'default', 'palette:<n>' or 'rgb:<n>'. */
	readonly foreground: string;
	readonly background: string;
	readonly bold: boolean;
	readonly dim: boolean;
	readonly italic: boolean;
	readonly underline: boolean;
	readonly inverse: boolean;
}

export interface Emulator {
	readonly terminal: xterm.Terminal;
	/** Resolves once the bytes have been interpreted. */
	write(bytes: string): Promise<void>;
	/** The rows of the screen, without trailing blanks. */
	text(): string[];
	/** The rows that scrolled off the screen and those on it. */
	scrollback(): string[];
	cells(): Cell[][];
}

function colour(isDefault: boolean, isPalette: boolean, value: number): string {
	return isDefault ? 'default' : `${isPalette ? 'palette' : 'rgb'}:${value}`;
}

export function createEmulator(columns: number, rows: number): Emulator {
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 1000});
	const line = (y: number) => terminal.buffer.active.getLine(y);
	return {
		terminal,
		write: async (bytes) =>
			new Promise((resolve) => {
				terminal.write(bytes, resolve);
			}),
		text: () =>
			Array.from({length: terminal.rows}, (_, y) =>
				(line(terminal.buffer.active.baseY + y)?.translateToString() ?? '').trimEnd(),
			),
		scrollback: () =>
			Array.from({length: terminal.buffer.active.length}, (_, y) =>
				(line(y)?.translateToString() ?? '').trimEnd(),
			),
		cells: () =>
			Array.from({length: terminal.rows}, (_, y) =>
				Array.from({length: terminal.cols}, (_unused, x): Cell => {
					const cell = line(terminal.buffer.active.baseY + y)?.getCell(x);
					if (cell === undefined) throw new RangeError(`no cell ${x},${y}`);
					return {
						char: cell.getWidth() === 0 ? '' : cell.getChars() || ' ',
						foreground: colour(cell.isFgDefault(), cell.isFgPalette(), cell.getFgColor()),
						background: colour(cell.isBgDefault(), cell.isBgPalette(), cell.getBgColor()),
						bold: cell.isBold() !== 0,
						dim: cell.isDim() !== 0,
						italic: cell.isItalic() !== 0,
						underline: cell.isUnderline() !== 0,
						inverse: cell.isInverse() !== 0,
					};
				}),
			),
	};
}
