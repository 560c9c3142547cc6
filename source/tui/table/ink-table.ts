// ink-table as an ES module. It is CommonJS and says require('ink'), which Node cannot do: the bundler (and the tests)
// give it the program's own Ink, see .build/ink-table.ts.

import inkTable from 'ink-table';

/** The component; see bar-table.tsx for how it is used. */
export const Table = inkTable.default;
