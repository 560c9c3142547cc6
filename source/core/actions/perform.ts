// Carrying out an action.

import type {Machine} from '../machine.js';
import {writeKnob} from '../knobs/index.js';
import type {Action, ActionResult} from './action.js';

/** Does what `action` says, now. */
export function perform(m: Machine, action: Action): ActionResult {
	if (action.do === 'set') {
		const errno = writeKnob(m, action.knob, action.value);
		return errno === undefined ? {pages: 0} : {errno, pages: 0};
	}
	return {errno: 'EINVAL', pages: 0};
}
