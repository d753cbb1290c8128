// @ts-check
/**
 * What is lit when. Pure; runs tests/vectors/manifest.json, which the writer of manifests runs too.
 * A word lasts until the next word of its sentence starts, the last one until the sentence ends; a sentence stays lit until the
 * next one starts.
 * @import {Place, Sentence} from './types.js'
 */

/** @typedef {{at_ms: number, place: Place}} Change from `at_ms` on `place` is lit */

/** @type {Place} */
export const NOWHERE = Object.freeze({sentence: -1, word: -1});

/**
 * All changes of what is lit, in order of time.
 * @param {readonly Sentence[]} sentences
 * @returns {Change[]}
 */
export function changesOf(sentences) {
  /** @type {Change[]} */
  const changes = [];
  sentences.forEach(({start_ms, end_ms, words}, sentence) => {
    changes.push({at_ms: start_ms, place: {sentence, word: -1}});
    for (let i = 0; i < words.length; i += 3) changes.push({at_ms: words[i + 2], place: {sentence, word: i / 3}});
    changes.push({at_ms: end_ms, place: {sentence, word: -1}});
  });
  return changes;
}

/**
 * What is lit at a time, and how long it is until something else is, in ms of media time; `Infinity` after the last change.
 * @param {readonly Change[]} changes
 * @param {number} ms
 * @returns {{place: Place, wait_ms: number}}
 */
export function dueAt(changes, ms) {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (changes[middle].at_ms <= ms) low = middle + 1;
    else high = middle;
  }
  return {place: changes[low - 1]?.place ?? NOWHERE, wait_ms: (changes[low]?.at_ms ?? Infinity) - ms};
}

/**
 * Where a word stands in its block's text.
 * @param {Sentence} sentence
 * @param {number} word its index
 * @returns {{start: number, end: number}}
 */
export function wordSpan({words}, word) {
  return {start: words[word * 3], end: words[word * 3 + 1]};
}

// So soon after a sentence's start “previous sentence” means the one before; later, this one from its start.
const AGAIN_MS = 2000;

/**
 * The time to go to for the previous (-1) or next (+1) sentence.
 * @param {readonly Sentence[]} sentences
 * @param {number} ms
 * @param {-1 | 1} step
 * @returns {number}
 */
export function sentenceStep(sentences, ms, step) {
  const current = sentences.findLastIndex(({start_ms}) => start_ms <= ms);
  if (step > 0) return sentences[current + 1]?.start_ms ?? ms;
  const again = current >= 0 && ms - sentences[current].start_ms > AGAIN_MS;
  return sentences[Math.max(0, again ? current : current - 1)]?.start_ms ?? 0;
}
