// What list and explain say of one thing, whatever it is.

export interface Entry {
	readonly name: string;
	/** Other names by which it is found. */
	readonly aliases: readonly string[];
	readonly about: string;
	/** Range, default, source and the like, in this order. */
	readonly facts: Readonly<Record<string, string>>;
}
