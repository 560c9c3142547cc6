// Names of processes of which a preset starts several alike: "guest-1", "guest-2" are instances of "guest".

/** Whether `name` is `template` followed by a number. */
export const isInstanceName = (name: string, template: string): boolean =>
	name.startsWith(`${template}-`) && /^\d+$/.test(name.slice(template.length + 1));

/** What `count` processes of one name are called: name alone, or name-1 .. name-count. */
export function instanceNames(name: string, count: number): string[] {
	return count === 1 ? [name] : Array.from({length: count}, (_, i) => `${name}-${i + 1}`);
}
