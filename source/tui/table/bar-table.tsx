// The table of the view: an ink-table without frame and without lines: titles of columns are underlined, which costs no row.
// Cells come padded to the width of their column, since ink-table aligns everything left. ink-table gives a cell its column but
// not its row: so a cell's text is the number of its row, and the cell looks up its real text and role.

import {sanitize} from '../../scenario/base/text.js';
import {Box, Text, Transform} from 'ink';
import {createContext, type ReactNode, useContext} from 'react';
import {left, type Look, right} from '../look/text.js';
import type {Role} from '../look/theme.js';
import {Table} from './ink-table.js';

/** A column of a table. */
export interface Column {
	/** Title of the column, unique within its table. */
	readonly title: string;
	/** Width of the column; longer texts are cut. */
	readonly columns: number;
	/** Alignment of the cells and of the title. */
	readonly align: 'left' | 'right';
	/** Look of the title; default that of headings. */
	readonly role?: Role;
}

/** One cell of a table. */
export interface Cell {
	/** Text of the cell, not yet sanitized, cut or padded. */
	readonly text: string;
	/** How the cell looks; default plain. */
	readonly role?: Role;
}

/** A table that fits its panel. */
export interface TableContent {
	/** The columns from left to right. */
	readonly columns: readonly Column[];
	/** The rows, each with a cell for each column. */
	readonly rows: ReadonlyArray<readonly Cell[]>;
}

interface Styles {
	readonly look: Look;
	/** Cells by row and column, their texts padded. */
	readonly cells: ReadonlyArray<readonly Cell[]>;
	/** Role of a heading by its padded text. */
	readonly heads: ReadonlyMap<string, Role>;
}

const StylesContext = createContext<Styles | null>(null);

/** ink-table puts no padding where it is this small, and takes 0 for "not given". */
const NO_PADDING = 1e-9;

/** The row's number as one character of Unicode's private use area, which no preset's text can hold on a screen. */
const FIRST_MARK = 0xe000;

/** What ink-table gets as the text of a cell: the mark of its row, as wide as its column. */
const rowMark = (row: number, columns: number): string =>
	String.fromCharCode(FIRST_MARK + row).padEnd(columns);

/** Styled text. Ink measures blanks instead, since it caches every text that it ever measured. */
function Painted({text, painted}: {readonly text: string; readonly painted: string}) {
	return (
		<Transform transform={() => painted}>
			<Text>{' '.repeat(text.length)}</Text>
		</Transform>
	);
}

function BodyCell({column, children}: {readonly column: number; readonly children?: ReactNode}) {
	const styles = useContext(StylesContext);
	const row = String(children).charCodeAt(0) - FIRST_MARK;
	const {text, role = 'plain'} = styles?.cells[row]?.[column] ?? {text: ''};
	return <Painted text={text} painted={styles?.look.theme.paint(role, text) ?? text} />;
}

function HeaderCell({children}: {readonly children?: ReactNode}) {
	const styles = useContext(StylesContext);
	const text = String(children);
	return (
		<Painted text={text} painted={styles?.look.theme.paint(styles.heads.get(text) ?? 'head', text) ?? text} />
	);
}

/** A blank between columns and no lines between rows: the underlined titles are the only rule. */
function Bars({children}: {readonly children?: ReactNode}) {
	return children === '│' ? <Text> </Text> : null;
}

function padded(cell: string, {columns, align}: Column, ellipsis: string): string {
	const text = sanitize(cell);
	return align === 'left' ? left(text, columns, ellipsis) : right(text, columns, ellipsis);
}

/** Columns that a table takes on the screen: its cells and the bars between them. */
function tableWidth(columns: readonly Column[]): number {
	return columns.reduce((sum, column) => sum + column.columns, columns.length - 1);
}

/** Draws the table: one row of titles, then its rows. */
export function BarTable({content, look}: {readonly content: TableContent; readonly look: Look}) {
	const {ellipsis} = look.glyphs;
	const titles = content.columns.map((column) => padded(column.title, column, ellipsis));
	const heads = new Map(content.columns.map(({role}, index) => [titles[index], role ?? 'head'] as const));
	const cells = content.rows.map((row) =>
		content.columns.map((column, index) => ({
			...row[index],
			text: padded(row[index].text, column, ellipsis),
		})),
	);
	const data = content.rows.map((_, row) =>
		Object.fromEntries(content.columns.map((column, index) => [titles[index], rowMark(row, column.columns)])),
	);
	const width = tableWidth(content.columns);
	// ink-table also draws a bar on each side: they fall beside the table, in a gap between panels or off
	// the screen.
	return (
		<Box height={content.rows.length + 1} width={width}>
			<Box marginLeft={-1} width={width + 2} flexShrink={0} flexDirection="column">
				<StylesContext.Provider value={{look, cells, heads}}>
					<Table
						data={data}
						columns={titles}
						padding={NO_PADDING}
						header={HeaderCell}
						cell={BodyCell}
						skeleton={Bars}
					/>
				</StylesContext.Provider>
			</Box>
		</Box>
	);
}
