// Characters that a terminal or an editor obeys, or that hide or reorder what is shown: control characters, all of
// Unicode's format characters (soft hyphen, marks and isolates of direction, joiners, tag characters), line and
// paragraph separators, and halves of surrogate pairs. The one list of them.

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Puts what `replace` makes of its code point in the place of each such character. */
const replaceUnprintable = (text: string, replace: (codePoint: number) => string): string =>
	text.replaceAll(UNPRINTABLE, (character) => replace(character.codePointAt(0) as number));

/** Whether a text holds such a character. */
export const hasUnprintable = (text: string): boolean => text.search(UNPRINTABLE) >= 0;

/** Each of them as an escape of JSON: \u00ad, and \udb40\udc41 for those above 0xffff. */
export const escapeUnprintable = (text: string): string =>
	replaceUnprintable(text, (codePoint) =>
		[...String.fromCodePoint(codePoint)]
			.flatMap((character) => Array.from({length: character.length}, (_, i) => character.charCodeAt(i)))
			.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
			.join(''),
	);
