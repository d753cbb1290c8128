// @ts-check
/**
 * The parts of a narration that is still being spoken, and how long it will be. Pure; runs tests/vectors/manifest.json.
 * @import {Manifest, Part, Sentence} from './types.js'
 */

/**
 * What a narration is played from: a finished one is a single part, from beginning to end.
 * @param {Manifest} manifest
 * @returns {Part[]}
 */
export function partsOf({audio, grant, duration_ms = 0, parts = []}) {
  if (!audio) return parts;
  return [{url: grant ? `${audio.url}?grant=${grant}` : audio.url, start_ms: 0, end_ms: duration_ms}];
}

/**
 * How far the parts go.
 * @param {readonly Part[]} parts
 * @returns {number}
 */
export function endOf(parts) {
  return parts[parts.length - 1]?.end_ms ?? 0;
}

/**
 * The part that holds a time: where one ends, the next one; beyond the last one's end, the last one.
 * @param {readonly Part[]} parts contiguous, at least one
 * @param {number} ms
 * @returns {Part}
 */
export function partAt(parts, ms) {
  return parts.findLast(({start_ms}) => start_ms <= ms) ?? parts[0];
}

/**
 * Where a narration goes on with what another one of the same text has said up to a time: at the beginning of a sentence.
 * @param {readonly Sentence[]} sentences
 * @param {readonly Sentence[]} others the other one's, at least one
 * @param {number} ms
 * @returns {number | undefined} undefined where it does not say that yet
 */
export function whereOn(sentences, others, ms) {
  const at = others.findIndex(({end_ms}) => end_ms > ms);
  const {block, start} = /** @type {Sentence} */ (others.at(at));
  const same = sentences.findIndex((each) => each.block === block && each.start === start);
  // Beyond the last one comes the next one.
  return same < 0 ? undefined : sentences[at < 0 ? same + 1 : same]?.start_ms;
}

/**
 * About how long the whole will be, if the rest is read at the pace of what is known; never less than what is known.
 * @param {readonly Sentence[]} sentences the first ones, in order, at least one
 * @param {readonly {text: string}[]} blocks the whole text
 * @returns {number} whole milliseconds
 */
export function estimateLength(sentences, blocks) {
  const {block, end, end_ms} = sentences[sentences.length - 1];
  /** @param {readonly {text: string}[]} some */
  const count = (some) => some.reduce((sum, {text}) => sum + text.length, 0);
  return Math.round((end_ms * count(blocks)) / (count(blocks.slice(0, block)) + end));
}
