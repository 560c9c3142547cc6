// Finds text that nests so deeply that the YAML parser, which recurses without a limit, would come near the end of the
// stack, or that has so many values that parsing would take hundreds of megabytes. It looks at brackets, indentation and
// indicators alone and ignores quotes: what it lets pass is shallow and small enough, and what it stops is no real preset.

const MAX_BRACKETS = 256;
const MAX_INDENT = 512;
/** Indicators (`- `, `? `, `: `) in a row, with neither comma nor bracket nor line end between them. */
const MAX_INDICATORS = 256;
/** Brackets, commas and indicators in all: a value has one or two, and takes about a kilobyte while it is parsed. */
export const MAX_MARKS = 150_000;

const [TAB, NEWLINE, RETURN, SPACE, COMMA, DASH, COLON, QUESTION] = [...'\t\n\r ,-:?'].map((character) =>
	character.charCodeAt(0),
);
const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [...'[]{}'].map((character) => character.charCodeAt(0));

/** The offset at which the text nests too deeply or has too many values, or null. */
export function excessAt(text: string): {offset: number; excess: 'depth' | 'values'} | null {
	let marks = 0;
	let brackets = 0;
	let indent = 0;
	let indented = true;
	let indicators = 0;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (marks > MAX_MARKS) return {offset: i, excess: 'values'};
		if (code === NEWLINE || code === RETURN) {
			indent = 0;
			indented = true;
			indicators = 0;
		} else if (code === SPACE || code === TAB) {
			if (indented && ++indent > MAX_INDENT) return {offset: i, excess: 'depth'};
		} else {
			indented = false;
			if (code === OPEN_LIST || code === OPEN_MAP) {
				marks++;
				indicators = 0;
				if (++brackets > MAX_BRACKETS) return {offset: i, excess: 'depth'};
			} else if (code === CLOSE_LIST || code === CLOSE_MAP) {
				indicators = 0;
				if (brackets > 0) brackets--;
			} else if (code === COMMA) {
				marks++;
				indicators = 0;
			} else if (code === DASH || code === COLON || code === QUESTION) {
				const next = text.charCodeAt(i + 1);
				const ends =
					next === SPACE || next === TAB || next === NEWLINE || next === RETURN || i + 1 === text.length;
				if (!ends) continue;
				marks++;
				if (++indicators > MAX_INDICATORS) return {offset: i, excess: 'depth'};
			}
		}
	}
	return null;
}
