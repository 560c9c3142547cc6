// The order of page contents: what memcmp says of two pages. A content is a number; its bytes are taken to be those of
// the 64-bit value (c * 6364136223846793005 + 1442695040888963407) | 1, so that the order is as random as that of
// real pages, while the all-zero page is the smallest of all.

import type {Frame} from '../base/brands.js';
import type {Machine} from '../state/machine.js';
import {FRAME_TAGGED} from '../state/mm/frames.js';

const MULTIPLIER_LOW = 0x4c95_7f2d;
const MULTIPLIER_HIGH = 0x5851_f42d;
const INCREMENT_LOW = 0xf767_814f;
const INCREMENT_HIGH = 0x1405_7b7e;

const byteSwapped = (word: number): number =>
	((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;

/** The first four bytes of a content, as memcmp weighs them. */
const firstBytes = (content: number): number =>
	byteSwapped((Math.imul(content, MULTIPLIER_LOW) + INCREMENT_LOW) | 1);

/** The last four bytes, needed only when the first agree. */
function lastBytes(content: number): number {
	// The high word of content * MULTIPLIER_LOW, by 16-bit halves.
	const low = content & 0xffff;
	const high = content >>> 16;
	const factorLow = MULTIPLIER_LOW & 0xffff;
	const factorHigh = MULTIPLIER_LOW >>> 16;
	const lowProduct = low * factorLow;
	const middle = high * factorLow + (lowProduct >>> 16);
	const middleLow = (middle % 0x1_0000) + low * factorHigh;
	const carried = high * factorHigh + Math.floor(middle / 0x1_0000) + Math.floor(middleLow / 0x1_0000);
	const lowWord = Math.imul(content, MULTIPLIER_LOW) >>> 0;
	const carry = lowWord + INCREMENT_LOW > 0xffff_ffff ? 1 : 0;
	const word = (carried + Math.imul(content, MULTIPLIER_HIGH) + INCREMENT_HIGH + carry) % 0x1_0000_0000;
	return byteSwapped(word | 0);
}

/** Orders contents as memcmp does, except that equal keys leave the order open. */
export const orderKey = (content: number): number => (content === 0 ? 0 : firstBytes(content));

/** compareContents for one content, whose key is known, against many. */
export function compareByKey(key: number, one: number, other: number): number {
	if (one === other) return 0;
	const difference = key - orderKey(other);
	return difference === 0 ? lastBytes(one) - lastBytes(other) : difference;
}

/** memcmp of two contents: negative, 0 or positive. */
export const compareContents = (one: number, other: number): number =>
	compareByKey(orderKey(one), one, other);

/**
 * memcmp_pages of ksmd's page against another: on MTE machines pages of equal bytes differ when one is tagged
 * (arch/arm64/kernel/mte.c).
 */
export function comparePages(m: Machine, content: number, page: Frame, other: Frame): number {
	const order = compareContents(content, m.frames.content[other]);
	return order === 0 && differByTags(m, page, other) ? 1 : order;
}

/** Whether pages of equal bytes count as different. */
function differByTags({config, frames}: Machine, page: Frame, other: Frame): boolean {
	if (config.mte === 'off' || page === other) return false;
	return ((frames.flags[page] | frames.flags[other]) & FRAME_TAGGED) !== 0;
}

/** pages_identical: comparePages where only equality matters. */
export const pagesIdentical = (m: Machine, page: Frame, other: Frame): boolean =>
	m.frames.content[page] === m.frames.content[other] && !differByTags(m, page, other);

/** pages_identical(page, ZERO_PAGE) as KSM tests it. */
export function mergesWithZeropage(m: Machine, frame: Frame): boolean {
	if (m.frames.content[frame] !== 0) return false;
	const {mte} = m.config;
	return mte === 'off' || (mte === 'fixed' && (m.frames.flags[frame] & FRAME_TAGGED) === 0);
}

/**
 * The zero test of a folio split and of the underused shrinker: pages_identical with the zeropage since the fix. Before,
 * and in what was proposed instead of it, the bytes alone are compared, and the page is asked for its tag or not.
 */
export function countsAsZero(m: Machine, frame: Frame): boolean {
	const {content, flags} = m.frames;
	switch (m.config.mte) {
		case 'before-fix':
		case 'skip-folio':
			return content[frame] === 0;
		case 'ask-page':
			return content[frame] === 0 && (flags[frame] & FRAME_TAGGED) === 0;
		default:
			return mergesWithZeropage(m, frame);
	}
}

/** The proposed page_is_mergable, where the machine asks it: a page with MTE tags may not be merged. */
export const mayNotMerge = (m: Machine, frame: Frame): boolean =>
	m.config.mte === 'ask-page' && (m.frames.flags[frame] & FRAME_TAGGED) !== 0;
