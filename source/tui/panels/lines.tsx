// Plain rows: one <Text> of blanks for all of them, which a <Transform> replaces by their text. Ink then measures the same
// text in every frame; it caches every text that it ever measured, so changing texts would fill memory.

import {Box, Text, Transform} from 'ink';
import {type Line, type Look, paintLine} from '../look/text.js';

interface LinesProps {
	readonly lines: readonly Line[];
	readonly columns: number;
	/** Missing lines are blank; further ones are left out. */
	readonly rows: number;
	readonly look: Look;
}

/** Draws exactly `rows` lines of `columns`; null where either is 0. */
export function Lines({lines, columns, rows, look}: LinesProps) {
	if (rows <= 0 || columns <= 0) return null;
	const painted = Array.from({length: rows}, (_, row) => paintLine(lines[row] ?? [], columns, look));
	const blanks = Array.from({length: rows}, () => ' '.repeat(columns)).join('\n');
	return (
		<Box width={columns} height={rows} flexShrink={0}>
			<Transform transform={(_, row) => painted[row] ?? ''}>
				<Text>{blanks}</Text>
			</Transform>
		</Box>
	);
}
