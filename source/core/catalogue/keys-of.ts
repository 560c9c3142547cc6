// The names of a table's rows, in the order in which they are written, with their types.

export const keysOf = <Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] =>
	Object.keys(table) as Name[];
