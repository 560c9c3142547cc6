// The formats of reports, and which commands speak them. To add one: a row here, its lines in a file beside this one, and
// what the compiler then asks for: a row in session/session-formats.ts if run, compare and replay speak it.

const SESSIONS = ['compare', 'replay', 'run'] as const;

/** Commands by format, in the order in which help names the formats; each command's first is its default. */
const FORMATS = {
	table: [...SESSIONS, 'check', 'doctor', 'explain', 'host', 'list', 'real', 'sweep'],
	json: [...SESSIONS, 'check', 'doctor', 'explain', 'host', 'list', 'real', 'sweep'],
	ndjson: ['compare', 'run', 'check', 'host', 'real', 'sweep'],
	csv: ['compare', 'run', 'host', 'real', 'sweep'],
	markdown: [...SESSIONS, 'check', 'explain', 'host', 'list', 'real', 'sweep'],
	openmetrics: [...SESSIONS, 'host', 'real'],
	tap: [...SESSIONS, 'check', 'real'],
	kselftest: [...SESSIONS, 'check'],
	gnuplot: ['sweep'],
	chart: ['sweep'],
} as const satisfies Record<string, readonly string[]>;

/** A name that --format takes. */
export type Format = keyof typeof FORMATS;
/** The formats in which a session is reported: those of run, compare or replay. */
export type SessionFormat = {
	[Each in Format]: (typeof SESSIONS)[number] & (typeof FORMATS)[Each][number] extends never ? never : Each;
}[Format];

/** The names of all formats, in the order of help. */
export const FORMAT_NAMES = Object.keys(FORMATS) as Format[];

/** Whether a format is a stream of rows that are written while the session runs. */
export const isStream = (format: Format): boolean => format === 'csv' || format === 'ndjson';

/** The formats that a command speaks; none for one that reports nothing. */
export const formatsOf = (command: string): Format[] =>
	FORMAT_NAMES.filter((format) => (FORMATS[format] as readonly string[]).includes(command));
