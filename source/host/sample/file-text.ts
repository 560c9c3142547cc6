// A file of sysfs or procfs as it was read: its text, or why there is none. The text is not trusted: every parser here
// accepts any text.

/** `errno` as the system names it: ENOENT for a file that this kernel does not have. */
export type FileText = {readonly text: string} | {readonly errno: string};

/** The text; undefined where there is none. */
export const textOf = (file: FileText | undefined): string | undefined =>
	file !== undefined && 'text' in file ? file.text : undefined;

/** A whole decimal number with an optional sign and blanks around it; undefined for anything else. Beyond 2^53 the nearest double. */
export function wholeNumber(text: string | undefined): number | undefined {
	const word = text?.trim();
	return word !== undefined && /^[+-]?\d{1,20}$/.test(word) ? Number(word) : undefined;
}
