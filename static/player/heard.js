// @ts-check
/**
 * The ranges of media time really heard. Pure. Seeking is not listening.
 * @import {Range} from './types.js'
 */

// Tolerance for a timer that comes late and a clock that moves in steps (Firefox: 50 ms).
const SLACK_MS = 400;

/**
 * The ranges with one more merged in; sorted, disjoint, not touching. Whole milliseconds.
 * @param {readonly Range[]} ranges sorted and disjoint
 * @param {number} start_ms
 * @param {number} end_ms
 * @returns {Range[]}
 */
export function addRange(ranges, start_ms, end_ms) {
  const [start, end] = [Math.round(start_ms), Math.round(end_ms)];
  if (end <= start) return [...ranges];
  /** @type {Range[]} */
  const merged = [];
  for (const [from, to] of [...ranges, [start, end]].sort((one, other) => one[0] - other[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/**
 * Whether playing from one observation to the next can have taken that long: nobody hears faster than the rate.
 * @param {number} media_ms
 * @param {number} passed_ms on the page's clock
 * @param {number} rate
 * @returns {boolean}
 */
export function isListening(media_ms, passed_ms, rate) {
  return media_ms > 0 && media_ms <= passed_ms * rate * 1.05 + SLACK_MS;
}
