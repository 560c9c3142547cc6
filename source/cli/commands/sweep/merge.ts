// sweep --merge: combines the parts of a sweep; the output is byte for byte that of the undivided sweep. Missing rows,
// contradictions and rows of another sweep are errors, and then nothing is printed.

import {MAX_KERNELS} from '../../../scenario/base/limits.js';
import {sanitize} from '../../../scenario/base/text.js';
import {z} from 'zod';
import {readLines} from '../../files/input.js';
import {UsageError, wrongArgument} from '../../command-line/usage-error.js';
import {MOST_COMBINATIONS} from './plan.js';
import type {SweepRow} from './sweep-row.js';

/** Of all parts together: their rows are kept until the last is read. */
const MAX_PARTS_BYTES = 128 * 2 ** 20;
/** A row has some 2,000 characters. */
const MAX_LINE_BYTES = 2 ** 20;
/** Named one by one; more are counted. */
const MOST_NAMED = 20;

const count = z.int().min(0);
/** Fields that sorting and printing rely on; other fields are passed on unchecked. */
const rowSchema = z.looseObject({
	index: count,
	of: z
		.int()
		.min(1)
		.max(MOST_COMBINATIONS * MAX_KERNELS),
	preset: z.string(),
	sweep: z.string(),
	ksmtop: z.string(),
	kernel: z.string(),
	seed: count,
	knobs: z.record(z.string(), z.string()),
	ended_by: z.enum(['until', 'limit', 'interrupted']),
	time_ns: count,
	full_scans: count,
	freed_mb_s: z.number(),
	merged_mb_s: z.number(),
	ksmd_cpu_percent: z.number(),
	worst_wakeup_pages: count,
	ksm_sees: z.number().nullable(),
});

interface Found {
	readonly row: SweepRow;
	/** "file:line". */
	readonly where: string;
}

function readRow(line: string, where: string): SweepRow {
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		throw new UsageError(`${where}: not a line of JSON: it was cut off, or it is no part of a sweep`);
	}
	const parsed = rowSchema.safeParse(value);
	if (!parsed.success) {
		const [{path, message}] = parsed.error.issues;
		throw new UsageError(
			sanitize(`${where}: not a row of a sweep, as --format ndjson prints it: ${path.join('.')}: ${message}`),
		);
	}
	const row = value as SweepRow;
	if (row.index >= row.of)
		throw new UsageError(`${where}: row ${row.index} of a sweep of ${row.of}: they count from 0`);
	return row;
}

/** Throws a UsageError if a row is of another sweep than the first. */
function checkIdentity({row, where}: Found, first: Found): void {
	for (const [name, what] of [
		['ksmtop', 'version'],
		['preset', 'preset'],
		['of', 'number of rows'],
		['sweep', 'sweep (the preset, --vary, --set, --until or another flag differs)'],
	] as const)
		if (row[name] !== first.row[name])
			throw new UsageError(
				sanitize(`${where}: another ${what} than ${first.where}: ${row[name]} and ${first.row[name]}`),
			);
}

/** Throws a UsageError if a row contradicts an earlier one of the same combination. */
function checkAgreement({row, where}: Found, known: Found): void {
	const [one, other] = [known.row, row] as unknown as Array<Record<string, unknown>>;
	const names = new Set([...Object.keys(one), ...Object.keys(other)]);
	for (const name of names) {
		const [before, now] = [JSON.stringify(one[name]), JSON.stringify(other[name])];
		if (before !== now)
			throw new UsageError(
				sanitize(
					`${where}: row ${row.index} contradicts ${known.where}: ${name} is ${now ?? 'absent'}, was ${before ?? 'absent'}`,
				),
			);
	}
}

/** "0, 4 to 6, 9": the numbers of a sorted list. */
function ranges(numbers: readonly number[]): string {
	const parts: string[] = [];
	for (let i = 0; i < numbers.length && parts.length < MOST_NAMED; i++) {
		const first = numbers[i];
		while (i + 1 < numbers.length && numbers[i + 1] === numbers[i] + 1) i++;
		parts.push(numbers[i] === first ? String(first) : `${first} to ${numbers[i]}`);
	}
	return parts.join(', ') + (parts.length === MOST_NAMED ? ', ...' : '');
}

/** Reads the parts: every row once, in the order of the whole sweep. Throws a UsageError if rows are missing or contradict. */
export async function mergeParts(files: readonly string[]): Promise<SweepRow[]> {
	if (files.length === 0)
		throw wrongArgument('--merge', {
			message: 'needs the files that are to be put together',
			allowed: 'files of --format ndjson, - for standard input',
		});
	if (files.filter((file) => file === '-').length > 1)
		throw wrongArgument('--merge', {message: 'standard input can be read once'});
	const found = new Map<number, Found>();
	let bytesLeft = MAX_PARTS_BYTES;
	for (const file of files) {
		const name = sanitize(file === '-' ? 'standard input' : file);
		let number = 0;
		await readLines(file, {maxBytes: bytesLeft, maxLineBytes: MAX_LINE_BYTES}, (line) => {
			const where = `${name}:${++number}`;
			bytesLeft -= line.length;
			if (line.trim() === '') return;
			const one = {row: readRow(line, where), where};
			const [first = one] = found.values();
			checkIdentity(one, first);
			const known = found.get(one.row.index);
			if (known) checkAgreement(one, known);
			else found.set(one.row.index, one);
		});
	}
	const [first] = found.values();
	if (first === undefined) throw wrongArgument('--merge', {message: 'there is no row in these files'});
	const all = Array.from({length: first.row.of}, (_, index) => index);
	const missing = all.filter((index) => !found.has(index));
	if (missing.length > 0)
		throw wrongArgument('--merge', {
			message: `${missing.length} of ${all.length} rows are missing: index ${ranges(missing)}`,
		});
	return all.flatMap((index) => found.get(index)?.row ?? []);
}
