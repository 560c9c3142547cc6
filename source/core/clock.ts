// Timer ticks (jiffies): the kernel counts its sleeps and delays in them, so a sleep of 20 ms lasts 24 ms at HZ 250.
// Whole seconds are counted apart, so that no product leaves the integers that a number holds exactly: at any hz a tick
// begins at the first nanosecond that lies in it.

import type {Machine} from './state/machine.js';

const NS_PER_SECOND = 1e9;

/** The tick that a moment (ns, 0..2^53) falls in. */
export function tickOf(m: Machine, ns: number): number {
	const {hz} = m.config;
	const seconds = Math.floor(ns / NS_PER_SECOND);
	return seconds * hz + Math.floor(((ns - seconds * NS_PER_SECOND) * hz) / NS_PER_SECOND);
}

/** When a tick begins: its first whole nanosecond. */
export function tickNs(m: Machine, tick: number): number {
	const {hz} = m.config;
	const seconds = Math.floor(tick / hz);
	return seconds * NS_PER_SECOND + Math.ceil(((tick - seconds * hz) * NS_PER_SECOND) / hz);
}

/** msecs_to_jiffies: milliseconds in ticks, rounded up. */
export const ticksOfMs = (m: Machine, ms: number): number => Math.ceil((ms * m.config.hz) / 1000);
