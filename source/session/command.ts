// A command is a change that a user or a script made to a session: the same list, with its simulated times, replays the
// session. Pauses, speed and breakpoints are no commands, because they never change what the machines do.

/** One command; `atNs` is the simulated time at which it is applied, ns. A run file is a list of these. */
export type Command =
	/** A sysfs write to every run. */
	| {readonly atNs: number; readonly set: {readonly knob: string; readonly value: string}}
	/** An entry of the same shape as one of a preset's timeline, as JSON, to every run. */
	| {readonly atNs: number; readonly perform: unknown}
	/** New runs that go on from where run `from` stands, each under another kernel. */
	| {readonly atNs: number; readonly fork: {readonly from: string; readonly kernels: readonly string[]}};

/** The command in one line: "pages_to_scan = 200", "fork A: rfc, v1", or the JSON of an action. */
export function describeCommand(command: Command): string {
	if ('set' in command) return `${command.set.knob} = ${command.set.value}`;
	if ('fork' in command) return `fork ${command.fork.from}: ${command.fork.kernels.join(', ')}`;
	return JSON.stringify(command.perform);
}
