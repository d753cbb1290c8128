// @ts-check
/**
 * What a listener has reached. Pure.
 * @import {Range} from './types.js'
 */

/**
 * The shares of a narration whose hearing is told at once, and what the page is told then. What the service counts as well, to the
 * millisecond.
 * @type {readonly ['' | 'half' | 'completed', share: number][]}
 */
const MILESTONES = [['', 0.25], ['half', 0.5], ['', 0.75], ['completed', 0.95]];

/**
 * The milestones that somebody has reached who has heard so much, by name; none while the whole is not known.
 * @param {number} heard_ms
 * @param {number} duration_ms
 */
export const reached = (heard_ms, duration_ms) =>
  MILESTONES.filter(([, share]) => duration_ms && share * duration_ms <= heard_ms).map(([name]) => name);

/** @param {readonly Range[]} ranges disjoint */
export const lengthOf = (ranges) => ranges.reduce((sum, [start, end]) => sum + end - start, 0);
