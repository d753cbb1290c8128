// @ts-check
/** What the lazy parts decide without a page: speeds, ticks, previews, the end of a sentence. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {hasEnded} from '../../static/player/learner.js';
import {ticksOf} from '../../static/player/preview.js';
import {shortened} from '../../static/player/shortened.js';
import {nextSpeed} from '../../static/player/speeds.js';
import {initial} from '../../static/player/state.js';

test('the hare and the turtle go through the speeds, and stop at the ends', () => {
  assert.equal(nextSpeed(0.9, 1), 1);
  assert.equal(nextSpeed(0.9, -1), 0.75);
  assert.equal(nextSpeed(1.5, 1), 1.5);
  assert.equal(nextSpeed(0.75, -1), 0.75);
});

test('a speed that is none of ours goes to the next that is', () => {
  assert.equal(nextSpeed(0.95, 1), 1);
  assert.equal(nextSpeed(0.95, -1), 0.9);
});

/** @param {number} count @param {number} each sentences a block */
const sentences = (count, each) => Array.from({length: count}, (_, at) => (
  {block: Math.floor(at / each), start: 0, end: 1, start_ms: at * 1000, end_ms: at * 1000 + 800, words: []}));

test('few sentences have a tick each, many only their paragraphs, very many none', () => {
  assert.equal(ticksOf(sentences(10, 3)).length, 9);
  assert.equal(ticksOf(sentences(200, 5)).length, 39);
  assert.equal(ticksOf(sentences(2000, 5)).length, 0);
});

test('a long sentence is previewed up to the end of a word', () => {
  assert.equal(shortened('Short.'), 'Short.');
  assert.equal(shortened(`${'word '.repeat(30)}end.`), `${'word '.repeat(17)}word…`);
});

/** @param {number} at_ms @param {boolean} [heard] */
const at = (at_ms, heard = true) => (
  {...initial(1), phase: /** @type {const} */ ('playing'), at_ms, mark: heard ? {at_ms, now_ms: at_ms} : null});

test('a sentence has ended when its end is reached by listening, and once', () => {
  const [sentence] = sentences(1, 1);
  assert.ok(hasEnded(at(795), at(600), sentence));
  assert.ok(hasEnded(at(1010), at(600), sentence));
  assert.ok(!hasEnded(at(900), at(795), sentence));
  assert.ok(!hasEnded(at(600), at(500), sentence));
});

test('a sentence that was jumped out of has not ended', () => {
  const [sentence] = sentences(1, 1);
  assert.ok(!hasEnded(at(5000), at(600, false), sentence));
  assert.ok(!hasEnded(at(5000, false), at(600), sentence));
  assert.ok(!hasEnded({...at(900), phase: 'paused'}, at(600), sentence));
});
