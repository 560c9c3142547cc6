// Plain rows: one <Text> of blanks for all of them, which a <Transform> replaces by what they say. Ink then has the same
// text to measure in every frame; texts that change would stay in its cache of measured texts for ever.

import {Box, Text, Transform} from 'ink';
import {type Line, type Look, paintLine} from '../look/text.js';

interface LinesProps {
	readonly lines: readonly Line[];
	readonly columns: number;
	/** Blank lines fill up; what is too much is left out. */
	readonly rows: number;
	readonly look: Look;
}

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
