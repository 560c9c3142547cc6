// A command is what a viewer or a script did to a session: the same list, with its simulated times, replays the session. Pausing,
// pace and breakpoints are the viewer's business and no commands: they never change what the machines do.

export type Command =
	/** A sysfs write to every run. */
	| {readonly atNs: number; readonly set: {readonly knob: string; readonly value: string}}
	/** An entry of the same shape as one of a preset's timeline, as JSON, to every run. */
	| {readonly atNs: number; readonly perform: unknown}
	/** New runs that go on from where run `from` stands, each under another kernel. */
	| {readonly atNs: number; readonly fork: {readonly from: string; readonly kernels: readonly string[]}};

/** The command in one line, as a person would say it: "pages_to_scan = 200". */
export function describeCommand(command: Command): string {
	if ('set' in command) return `${command.set.knob} = ${command.set.value}`;
	if ('fork' in command) return `fork ${command.fork.from}: ${command.fork.kernels.join(', ')}`;
	return JSON.stringify(command.perform);
}
