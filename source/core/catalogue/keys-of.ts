// The names of a table's rows, in the order in which they are written, with their types.

/** Object.keys with the type of the names; they must not look like integers, which Object.keys would put first. */
export const keysOf = <Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] =>
	Object.keys(table) as Name[];
