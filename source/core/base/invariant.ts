/** An invariant of the model broke: a defect of ksmtop, never of its input. The command line exits with 3. */
export class InvariantError extends Error {
	override readonly name = 'InvariantError';
}

/** Throws an InvariantError unless `condition` holds. */
export function invariant(condition: boolean, what: string): asserts condition {
	if (!condition) throw new InvariantError(`invariant broken: ${what}`);
}
