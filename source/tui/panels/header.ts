// The first line: the preset, simulated time, speed, and whether it runs. While paused the whole line is reversed.

import {widthOf} from '../../scenario/base/text.js';
import {clock, speedLabel} from '../look/numbers.js';
import {cut, left, type Line} from '../look/text.js';
import type {View} from '../view.js';

function paceText({state, session, isReading}: View): string {
	if (session.ended) return 'ENDED';
	// Simulated time is held until the caption has been read.
	if (isReading) return 'READING';
	return state.pace === 'paused' ? 'PAUSED' : state.pace === 'seeking' ? 'SEEKING' : 'RUNNING';
}

function speedText({state, reachedSpeed}: View): string {
	const wanted = speedLabel(state.speed);
	return reachedSpeed === null
		? wanted
		: `${wanted}, reached ${speedLabel(Number(reachedSpeed.toPrecision(2)))}`;
}

/** The first line: preset, simulated time, speed, pace, HZ. */
export function headerLine(view: View): Line {
	const {session, columns} = view;
	const {subject} = session;
	const pace = paceText(view);
	const isWide = columns >= 100;
	const hz = columns >= 110 && subject.hz !== null ? `   HZ ${subject.hz}` : '';
	const hasSpeed = session.whyNot('speed') === null;
	const right =
		columns < 60
			? `${clock(session.nowNs)} ${hasSpeed ? `${speedLabel(view.state.speed)} ` : ''}${pace} `
			: `t ${clock(session.nowNs)}   ${hasSpeed ? `${speedText(view)}   ` : ''}${pace.padEnd(7)}${hz} `;
	const about = columns < 60 ? '' : `: ${subject.about.split(/[.;:\n]/)[0]}`;
	const name = columns < 60 ? ` ${subject.name}` : ` ksmtop  ${subject.name}`;
	const room = columns - widthOf(right) - (isWide ? 3 : 1);
	const title = left(cut(name + about, room, view.look.glyphs.ellipsis), columns - widthOf(right));
	if (pace !== 'RUNNING' && pace !== 'READING') return [[title + right, 'paused']];
	const at = right.indexOf(pace);
	return [[title, 'title'], right.slice(0, at), [pace, 'running'], right.slice(at + pace.length)];
}
