// @ts-check
/** Where a text stands after the page has changed under it. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isSameArticle, match, remap} from '../../static/player/standing.js';

/** @typedef {import('../../static/player/types.js').Block} Block */
/** @typedef {import('../../static/player/types.js').Sentence} Sentence */

/** A block in one text node. @param {string} text @param {string} [name] of its node @returns {Block} */
function block(text, name = text) {
  const node = /** @type {any} */ ({name});
  return {kind: 'paragraph', text, runs: [{at: 0, length: text.length, node, offset: 0}], element: /** @type {any} */ (name)};
}

/** @param {string} text @param {number} number @returns {Sentence[]} of the block with that number */
const sentencesOf = (text, number) =>
  [...text.matchAll(/[^.\s][^.]*\./g)].map((found) => (
    {block: number, start: found.index, end: found.index + found[0].length, start_ms: 0, end_ms: 0, words: []}));

/** Where a stretch of a block stands: the names of its nodes and the offsets there. @param {Block} changed */
const places = ({runs}) => runs.map(({at, length, node, offset}) => [/** @type {any} */ (node).name, at, length, offset]);

test('equal texts are matched from both ends', () => {
  assert.deepEqual(match(['a', 'b', 'c'], ['a', 'x', 'y', 'c']), [0, -1, 3]);
  assert.deepEqual(match([], ['a']), []);
  assert.deepEqual(match(['a'], []), [-1]);
});

test('in between, texts that are there once are matched in their order', () => {
  assert.deepEqual(match(['1', 'a', '2', 'b', '3'], ['4', 'a', '5', 'b', '6']), [-1, 1, -1, 3, -1]);
  assert.deepEqual(match(['1', 'a', 'b', '2'], ['3', 'b', 'a', '4']), [-1, 2, -1, -1]);
});

test('a text that may be one of two places is at none', () => {
  assert.deepEqual(match(['1', 'yes', '2'], ['3', 'yes', '4', 'yes', '5']), [-1, -1, -1]);
  assert.deepEqual(match(['1', 'yes', '2', 'yes', '3'], ['4', 'yes', '5']), [-1, -1, -1, -1, -1]);
});

test('a block whose text is the same stands where that is', async () => {
  const old = block('One. Two.', 'gone');
  await remap([old], [], [block('New.'), block('One. Two.', 'here')]);
  assert.deepEqual(places(old), [['here', 0, 9, 0]]);
  assert.equal(old.element, 'here');
});

test('of a changed block the sentences that stand are found, the others are nowhere', async () => {
  const old = block('One. Two. Three.', 'gone');
  await remap([old], sentencesOf(old.text, 0), [block('Zero. One. Too. Three.', 'here')]);
  assert.deepEqual(places(old), [['here', 0, 4, 6], ['here', 5, 4, Infinity], ['here', 10, 6, 16]]);
});

test('a block that became two is found in both', async () => {
  const old = block('One. Two.', 'gone');
  await remap([old], sentencesOf(old.text, 0), [block('One.', 'first'), block('Two.', 'second')]);
  assert.deepEqual(places(old), [['first', 0, 4, 0], ['second', 5, 4, 0]]);
});

test('a changed block is not looked for beyond its neighbours', async () => {
  const blocks = [block('A.'), block('Yes. No.', 'gone'), block('B.')];
  await remap(blocks, sentencesOf('Yes. No.', 1), [block('A.'), block('Maybe.', 'here'), block('B.'), block('Yes.', 'far')]);
  assert.deepEqual(places(blocks[1]).map(([, , , offset]) => offset), [Infinity, Infinity]);
});

test('a sentence keeps the holes of what is left out of it', async () => {
  const text = 'The tide came in. It went.';
  const old = block(text, 'gone');
  const [before, after] = [/** @type {any} */ ({name: 'before'}), /** @type {any} */ ({name: 'after'})];
  const fresh = {...block(`Well. ${text}`, 'here'), runs: [
    {at: 0, length: 14, node: before, offset: 2}, {at: 14, length: text.length - 8, node: after, offset: 0}]};
  await remap([old], sentencesOf(text, 0), [fresh]);
  assert.deepEqual(places(old), [['before', 0, 8, 8], ['after', 8, 9, 0], ['after', 18, 8, 10]]);
});

test('an article is the same after an edit, and another after another route', () => {
  const crab = [block('The crab'), block('One crab sat on the sand all day.'), block('Share this')];
  const gull = [block('The gull'), block('A gull flew over the whole wide bay.'), block('Share this')];
  assert.ok(isSameArticle(crab, [...crab.slice(0, 2), block('It rained.')]));
  assert.ok(isSameArticle(crab.slice(0, 2), [...crab, block('What only subscribers know. '.repeat(20))]));
  assert.ok(!isSameArticle(crab, gull));
  assert.ok(!isSameArticle(crab, []));
});
