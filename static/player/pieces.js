// @ts-check
/**
 * What a beacon says (docs/api.md, “events”) of readers who go back and forth: what they heard again, and what of it all fits. Pure.
 * Cumulative, so that losing one loses nothing. Fetched when the reader first goes elsewhere in the narration.
 * @import {Manifest, Range, Sentence, State} from './types.js'
 */

// The service takes 2,048 bytes; all of it is ASCII.
const MOST_BYTES = 2000;
const MOST_RANGES = 150;
const MOST_REPLAYS = 60;
const STEP = 5;

/**
 * At most `count` ranges, the longest: what fits into a beacon. Claims less than was heard, never more.
 * @param {readonly Range[]} ranges
 * @param {number} count
 * @returns {Range[]}
 */
export function longest(ranges, count) {
  const chosen = [...ranges].sort((a, b) => b[1] - b[0] - (a[1] - a[0])).slice(0, count);
  return chosen.sort((a, b) => a[0] - b[0]);
}

/** @typedef {{heard: readonly Range[], replays: readonly [sentence: number, times: number][]}} Listened */

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

/**
 * The sentences that are heard again between one state and the next.
 * @param {State} state
 * @param {State} before
 * @param {Manifest} known
 */
export function replayed({heard, mark}, before, {sentences}) {
  // The reducer makes new ranges exactly when something was heard.
  return heard !== before.heard && before.mark && mark ? heardAgain(sentences, before.heard, before.mark.at_ms, mark.at_ms) : [];
}
