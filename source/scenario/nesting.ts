// Finds text that nests so deeply that the YAML parser, which recurses without a limit, would come near the end of the
// stack. It looks at brackets, indentation and indicators alone and knows nothing of quotes: what it lets pass is
// shallow enough, and what it stops is no real preset.

const MAX_BRACKETS = 256;
const MAX_INDENT = 512;
/** Indicators (`- `, `? `, `: `) in a row, with neither comma nor bracket nor line end between them. */
const MAX_INDICATORS = 256;

const [TAB, NEWLINE, RETURN, SPACE, COMMA, DASH, COLON, QUESTION] = [...'\t\n\r ,-:?'].map((character) =>
	character.charCodeAt(0),
);
const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [...'[]{}'].map((character) => character.charCodeAt(0));

/** The offset at which the text nests too deeply, or -1. */
export function tooDeepAt(text: string): number {
	let brackets = 0;
	let indent = 0;
	let indented = true;
	let indicators = 0;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code === NEWLINE || code === RETURN) {
			indent = 0;
			indented = true;
			indicators = 0;
		} else if (code === SPACE || code === TAB) {
			if (indented && ++indent > MAX_INDENT) return i;
		} else {
			indented = false;
			if (code === OPEN_LIST || code === OPEN_MAP) {
				indicators = 0;
				if (++brackets > MAX_BRACKETS) return i;
			} else if (code === CLOSE_LIST || code === CLOSE_MAP) {
				indicators = 0;
				if (brackets > 0) brackets--;
			} else if (code === COMMA) indicators = 0;
			else if (code === DASH || code === COLON || code === QUESTION) {
				const next = text.charCodeAt(i + 1);
				const ends =
					next === SPACE || next === TAB || next === NEWLINE || next === RETURN || i + 1 === text.length;
				if (ends && ++indicators > MAX_INDICATORS) return i;
			}
		}
	}
	return -1;
}
