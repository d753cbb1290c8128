// @ts-check
/**
 * What a listener has reached. Pure.
 * @import {Range} from './types.js'
 */

const MILESTONES = [0.25, 0.5, 0.75, 0.95];

/** How little of the whole may be missing, as one part in so many: what the service counts as well. */
const SHARES = {half: 2, completed: 20};

/**
 * What somebody who has heard so much has reached; nothing while the whole is not known.
 * @param {number} heard_ms
 * @param {number} duration_ms
 */
export const reached = (heard_ms, duration_ms) =>
  /** @type {('half' | 'completed')[]} */ (['half', 'completed']).filter(
    (name) => duration_ms && duration_ms - heard_ms <= Math.floor(duration_ms / SHARES[name]),
  );

/** @param {readonly Range[]} ranges disjoint */
export const lengthOf = (ranges) => ranges.reduce((sum, [start, end]) => sum + end - start, 0);

/**
 * Whether listening passed a quarter, the half, three quarters or 95 % of the narration.
 * @param {number} before_ms heard before
 * @param {number} after_ms heard after
 * @param {number} duration_ms
 */
export const passesMilestone = (before_ms, after_ms, duration_ms) =>
  MILESTONES.some((share) => before_ms < share * duration_ms && share * duration_ms <= after_ms);
