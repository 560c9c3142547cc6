// The splash screen while the session is set up: the preset's name and its description. It imports nothing that takes long
// to load.

import type {Scenario} from '../../scenario/scenario.js';
import {wrap} from '../../scenario/base/text.js';
import {type Line, type Look, paintLine} from '../../tui/look/text.js';

/** The bytes that draw it on a cleared screen or over itself. `done`: progress of setting up, 0 to 1; null: not known. */
export function splash(
	scenario: Scenario,
	look: Look,
	columns: number,
	rows: number,
	done: number | null = null,
): string {
	const share = done === null ? '' : `, ${Math.floor(done * 100)} %; Esc cancels`;
	const lines: Line[] = [
		[[` ksmtop  ${scenario.name}`, 'title'], `   setting up${share}`],
		...wrap(scenario.about.trim().replaceAll(/\s+/g, ' '), columns - 2).map((text): Line => [` ${text}`]),
		[],
		[[` ${scenario.kernels.map(({id}) => id).join(', ')}`, 'heading']],
	];
	return lines
		.slice(0, rows)
		.map((line, row) => `\u001B[${row + 1}H${paintLine(line, columns, look)}`)
		.join('');
}
