// Checksums of lines: each line of a run file ends in the CRC-32 of itself and of all lines before it, so that a damaged
// file, or one that lost a line, is distinguished from one that was only cut off.

import {crc32} from 'node:zlib';

const SEAL = /,"crc32":"([\da-f]{8})"\}$/;
/** Bytes that a seal takes: the comma, the field, and the closing brace in the place of the line's own. */
const SEAL_LENGTH = ',"crc32":"01234567"}'.length;

const hex = (crc: number): string => crc.toString(16).padStart(8, '0');

/** Seals lines one after the other; each must be a JSON object with at least one field, without its line end. */
export class LineSealer {
	#crc = 0;

	/** The line with its checksum as the last field. */
	seal(line: string): string {
		const body = line.slice(0, -1);
		this.#crc = crc32(body, this.#crc);
		return `${body},"crc32":"${hex(this.#crc)}"}`;
	}
}

/** Checks the checksums of lines; they must be given in their order. */
export class LineChecker {
	#crc = 0;

	/** 'none': the line has no checksum. After one that differs all later ones differ too. */
	check(line: string): 'fits' | 'differs' | 'none' {
		const sealed = SEAL.exec(line.slice(-SEAL_LENGTH));
		if (sealed === null) return 'none';
		this.#crc = crc32(line.slice(0, -SEAL_LENGTH), this.#crc);
		return sealed[1] === hex(this.#crc) ? 'fits' : 'differs';
	}
}
