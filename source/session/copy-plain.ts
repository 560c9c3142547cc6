// Copies plain data: what a session has noticed goes into checkpoints and comes back from them by this one function, so
// that no field can be forgotten. structuredClone would do the same and copy what need not be copied.

const isTypedArray = (value: object): value is Float64Array => ArrayBuffer.isView(value);

/** A deep copy of records, arrays, maps, sets and typed arrays. What is frozen never changes: copies share it. */
export function copyPlain<Value>(value: Value): Value {
	return copyAny(value) as Value;
}

function copyAny(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
	if (isTypedArray(value)) return value.slice();
	if (Array.isArray(value)) return value.map((item) => copyAny(item));
	if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, copyAny(item)]));
	if (value instanceof Set) return new Set(value);
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyAny(item)]));
}
