// Whole numbers as people read them.

/** "262,144" for 262144. */
export const groupDigits = (whole: number | string): string =>
	String(whole).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
