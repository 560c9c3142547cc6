// Timer ticks (jiffies): the kernel counts its sleeps and delays in them, so a sleep of 20 ms lasts 24 ms at HZ 250.

import type {Machine} from './state/machine.js';

const NS_PER_SECOND = 1e9;

/** The tick that a moment (ns) falls in. */
export function tickOf(m: Machine, ns: number): number {
	// The sum keeps a moment that is exactly a tick, as a rounded product, from falling into the tick before.
	return Math.floor((ns * m.config.hz) / NS_PER_SECOND + 1e-9);
}

/** When a tick begins, ns. */
export const tickNs = (m: Machine, tick: number): number => Math.round((tick * NS_PER_SECOND) / m.config.hz);

/** msecs_to_jiffies: milliseconds in ticks, rounded up. */
export const ticksOfMs = (m: Machine, ms: number): number => Math.ceil((ms * m.config.hz) / 1000);
