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
  let [start, end] = [Math.round(start_ms), Math.round(end_ms)];
  if (end <= start) return [...ranges];
  const before = ranges.filter((range) => range[1] < start);
  const after = ranges.filter((range) => range[0] > end);
  for (const range of ranges.slice(before.length, ranges.length - after.length)) {
    start = Math.min(start, range[0]);
    end = Math.max(end, range[1]);
  }
  return [...before, [start, end], ...after];
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
