// Plain rows: one <Text> per line, the cheapest that Ink has.

import {Box, Text} from 'ink';
import {memo} from 'react';
import {type Line, type Look, paintLine} from '../text.js';

const Row = memo(({text}: {readonly text: string}) => <Text wrap="truncate">{text}</Text>);

interface LinesProps {
	readonly lines: readonly Line[];
	readonly columns: number;
	/** Blank lines fill up; what is too much is left out. */
	readonly rows: number;
	readonly look: Look;
}

export function Lines({lines, columns, rows, look}: LinesProps) {
	return (
		<Box flexDirection="column" width={columns} height={rows}>
			{Array.from({length: rows}, (_, row) => (
				<Row key={row} text={paintLine(lines[row] ?? [], columns, look)} />
			))}
		</Box>
	);
}
