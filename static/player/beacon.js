// @ts-check
/**
 * What a beacon says: docs/api.md, “events”. Pure. Cumulative, so that losing one loses nothing.
 * @import {Range, Sentence} from './types.js'
 */
import {longest} from './heard.js';

// The service takes 2,048 bytes; all of it is ASCII.
const MOST_BYTES = 2000;
const MOST_RANGES = 150;
const MOST_REPLAYS = 60;
const STEP = 5;
const MILESTONES = [0.25, 0.5, 0.75, 0.95];

/** @typedef {{heard: readonly Range[], replays: ReadonlyMap<number, number>}} Listened */

/**
 * The body of a beacon, of at most 2 kB. What does not fit is left out, first the sentences that were heard again least often, then the
 * shortest ranges: it claims less than there was, never more.
 * @param {Record<string, unknown>} facts
 * @param {Listened} listened
 * @returns {string}
 */
export function bodyOf(facts, listened) {
  let replays = [...listened.replays].sort((a, b) => b[1] - a[1]).slice(0, MOST_REPLAYS);
  let heard = longest(listened.heard, MOST_RANGES);
  for (;;) {
    const body = JSON.stringify({...facts, heard, replays});
    if (body.length <= MOST_BYTES || !heard.length) return body;
    if (replays.length) replays = replays.slice(0, -STEP);
    else heard = longest(heard, heard.length - STEP);
  }
}

/**
 * Whether a time has been heard.
 * @param {readonly Range[]} heard
 * @param {number} ms
 */
const holds = (heard, ms) => heard.some(([start, end]) => start <= ms && ms < end);

/**
 * The sentences that are heard again while a stretch is played: those whose middle lies in it and had been heard. The service takes a
 * sentence for heard by its middle as well.
 * @param {readonly Sentence[]} sentences
 * @param {readonly Range[]} before what had been heard by then
 * @param {number} from_ms
 * @param {number} to_ms
 * @returns {number[]} their indexes
 */
export function heardAgain(sentences, before, from_ms, to_ms) {
  return sentences.flatMap(({start_ms, end_ms}, index) => {
    const middle = Math.floor((start_ms + end_ms) / 2);
    return Math.round(from_ms) <= middle && middle < Math.round(to_ms) && holds(before, middle) ? [index] : [];
  });
}

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
