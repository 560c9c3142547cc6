// What list and explain print about one name.

/** One page of `ksmtop explain`, one line of `ksmtop list`. */
export interface Entry {
	/** As it is written in presets, JSON or sysfs; a title for figures that have no such name. */
	readonly name: string;
	/** Further names under which explain finds it. */
	readonly aliases: readonly string[];
	/** Sentences; list shows the first one. */
	readonly about: string;
	/** Range, default, source and the like, in this order. */
	readonly facts: Readonly<Record<string, string>>;
}
