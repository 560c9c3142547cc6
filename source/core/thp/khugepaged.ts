import type {Machine} from '../machine.js';

export function nextKhugepagedNs(_m: Machine): number {
	return Infinity;
}
export function runKhugepaged(_m: Machine): void {}
export function wakeKhugepaged(_m: Machine): void {}
