// Captions are prose in which names (kernels, knobs, counters) stand between backticks, since "before" and "run" are
// English words too. Each kind of output marks them in its own way.

/** A piece of a caption. */
export interface CaptionPart {
	/** Without backticks if it is a name. */
	readonly text: string;
	/** It stood between backticks. */
	readonly isName: boolean;
}

/** The caption in parts, names without their backticks. A lone backtick is text. */
export function captionParts(caption: string): CaptionPart[] {
	return caption
		.split(/(`[^`\s]+`)/)
		.filter((part) => part !== '')
		.map((part) =>
			/^`[^`]+`$/.test(part) ? {text: part.slice(1, -1), isName: true} : {text: part, isName: false},
		);
}

/** Names in a caption, in their order. */
export const namesIn = (caption: string): string[] =>
	captionParts(caption)
		.filter(({isName}) => isName)
		.map(({text}) => text);
