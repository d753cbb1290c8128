// @ts-check
/**
 * Where an article's text stands after the page has changed under it. Pure.
 * @import {Block, Run, Sentence} from './types.js'
 */

/** Where each text is, if it is there once. @param {readonly string[]} texts @param {number} start @param {number} end */
function single(texts, start, end) {
  /** @type {Map<string, number>} */
  const places = new Map();
  for (let at = start; at < end; at++) places.set(texts[at], places.has(texts[at]) ? -1 : at);
  return places;
}

/**
 * Which of the texts `after` each text `before` has become: equal ones in the same order, from both ends, and in between those that
 * are there once. -1 for none: a text that might be one of two places has none.
 * @param {readonly string[]} before
 * @param {readonly string[]} after
 * @returns {number[]}
 */
export function match(before, after) {
  const found = before.map(() => -1);
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  for (; start < shortest && before[start] === after[start]; start++) found[start] = start;
  let [end, last] = [before.length, after.length];
  while (Math.min(end, last) > start && before[end - 1] === after[last - 1]) found[--end] = --last;
  const [ours, theirs] = [single(before, start, end), single(after, start, last)];
  let reached = start - 1;
  for (let at = start; at < end; at++) {
    const place = ours.get(before[at]) === at ? (theirs.get(before[at]) ?? -1) : -1;
    if (place > reached) found[at] = reached = place;
  }
  return found;
}

/**
 * The runs of a stretch of a block, as runs that begin at `at`.
 * @param {Block} block
 * @param {number} start
 * @param {number} end
 * @param {number} at
 * @returns {Run[]}
 */
function cut({runs}, start, end, at) {
  return runs.filter((run) => run.at < end && run.at + run.length > start).map((run) => {
    const from = Math.max(run.at, start);
    const to = Math.min(run.at + run.length, end);
    return {at: from - start + at, length: to - from, node: run.node, offset: run.offset + from - run.at};
  });
}

/**
 * Puts a block that has changed where its sentences still stand, in order; the others are at no place: at the end of `nowhere`.
 * @param {Block} block
 * @param {readonly Sentence[]} sentences the block's
 * @param {readonly Block[]} fresh where they may stand
 * @param {Text} nowhere
 */
function piece(block, sentences, fresh, nowhere) {
  let [index, from] = [0, 0];
  block.runs = sentences.flatMap(({start, end}) => {
    const text = block.text.slice(start, end);
    for (let at = index; at < fresh.length; at++) {
      const place = fresh[at].text.indexOf(text, at === index ? from : 0);
      if (place < 0) continue;
      [index, from] = [at, place + text.length];
      block.element = fresh[at].element;
      return cut(fresh[at], place, from, start);
    }
    return [{at: start, length: end - start, node: nowhere, offset: Infinity}];
  });
}

/**
 * Puts blocks where their text stands now: whole ones, and of changed ones the sentences that still stand.
 * @param {readonly Block[]} blocks changed in place, but for their text
 * @param {readonly Sentence[]} sentences none where they are not known
 * @param {readonly Block[]} fresh what the page says now, at least one
 * @param {() => Promise<void>} [breathe] awaited between blocks
 */
export async function remap(blocks, sentences, fresh, breathe) {
  const places = match(blocks.map(({text}) => text), fresh.map(({text}) => text));
  const nowhere = fresh[0].runs[0].node;
  for (const [index, block] of blocks.entries()) {
    const place = places[index];
    if (place >= 0) Object.assign(block, {runs: fresh[place].runs, element: fresh[place].element});
    else {
      const from = places.findLast((each, at) => at < index && each >= 0) ?? -1;
      const to = places.find((each, at) => at > index && each >= 0);
      const whole = [{start: 0, end: block.text.length}];
      const known = sentences.filter((sentence) => sentence.block === index);
      piece(block, /** @type {Sentence[]} */ (known[0] ? known : whole), fresh.slice(from + 1, to), nowhere);
    }
    await breathe?.();
  }
}

/** @param {readonly {text: string}[]} blocks @returns {string[]} about its sentences */
const piecesOf = (blocks) => blocks.flatMap(({text}) => text.split(/(?<=[.!?…。！？])\s*/));

/** @param {readonly string[]} pieces */
const lengthOf = (pieces) => pieces.reduce((sum, {length}) => sum + length, 0);

/**
 * Whether two texts are one article before and after a change: most of the shorter one stands in the other.
 * @param {readonly {text: string}[]} before
 * @param {readonly {text: string}[]} after
 * @returns {boolean}
 */
export function isSameArticle(before, after) {
  const [ours, theirs] = [piecesOf(before), piecesOf(after)];
  const known = new Set(theirs);
  return lengthOf(ours.filter((piece) => known.has(piece))) * 2 > Math.min(lengthOf(ours), lengthOf(theirs));
}
