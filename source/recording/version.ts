// Which of the model's kernel versions a release belongs to.

import {KERNEL_VERSIONS, type KernelVersion} from '../core/index.js';

const numbers = (text: string): [major: number, minor: number] => {
	const match = /^(\d+)\.(\d+)/.exec(text);
	return match ? [Number(match[1]), Number(match[2])] : [0, 0];
};

/** The newest version that is no newer than the release (uname -r); the oldest for anything older. */
export function versionOf(release: string): KernelVersion {
	const [major, minor] = numbers(release);
	const known = KERNEL_VERSIONS.findLast((version) => {
		const [knownMajor, knownMinor] = numbers(version);
		return knownMajor < major || (knownMajor === major && knownMinor <= minor);
	});
	return known ?? KERNEL_VERSIONS[0];
}
