// Names of processes of which a preset starts several alike: "guest-1", "guest-2" are instances of "guest".

/** Whether `name` is `template` followed by a number. */
export const isInstanceName = (name: string, template: string): boolean =>
	name.startsWith(`${template}-`) && /^\d+$/.test(name.slice(template.length + 1));
