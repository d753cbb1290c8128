// @ts-check
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {bodyOf, heardAgain, longest} from '../../static/player/pieces.js';
import {reached} from '../../static/player/reached.js';

/** @typedef {import('../../static/player/types.js').Range} Range */

const facts = {session: 'x'.repeat(36), fingerprint: 'f'.repeat(64), occasion: 'milestone', audio: 'a'.repeat(68)};
/** @param {number} start_ms @param {number} end_ms */
const sentence = (start_ms, end_ms) => ({block: 0, start: 0, end: 1, start_ms, end_ms, words: []});
const sentences = [sentence(0, 1000), sentence(1200, 2200), sentence(2400, 3401)];

test('a beacon carries all that was heard where that fits', () => {
  const body = JSON.parse(bodyOf(facts, {heard: [[0, 500], [900, 1000]], replays: [[3, 2], [7, 5]]}));
  assert.deepEqual([body.heard, body.replays], [[[0, 500], [900, 1000]], [[7, 5], [3, 2]]]);
});

test('a beacon is never larger than 2 kB, and leaves out replays before ranges and the shortest ranges first', () => {
  /** @type {Range[]} */
  const heard = Array.from({length: 400}, (_, n) => [n * 100_000, n * 100_000 + 1000 + n]);
  const body = bodyOf(facts, {heard, replays: heard.map((_, n) => [n, n + 1])});
  assert.ok(body.length <= 2000, `${body.length} B`);
  const told = JSON.parse(body);
  assert.deepEqual(told.replays, []);
  assert.ok(told.heard.length > 60);
  assert.deepEqual(told.heard, heard.slice(-told.heard.length));
});

test('of the sentences that were heard again those of most replays stay', () => {
  const {replays} = JSON.parse(bodyOf(facts, {heard: [[0, 5000]], replays: Array.from({length: 200}, (_, n) => [n, n + 1])}));
  assert.deepEqual(replays[0], [199, 200]);
  assert.equal(replays.length, 60);
});

test('a sentence is heard again when its middle is', () => {
  /** @type {Range[]} */
  const all = [[0, 3401]];
  assert.deepEqual(heardAgain(sentences, all, 0, 3401), [0, 1, 2]);
  assert.deepEqual(heardAgain(sentences, all, 500, 501), [0]);
  assert.deepEqual(heardAgain(sentences, all, 501, 1700), []);
  assert.deepEqual(heardAgain(sentences, all, 2899.6, 2900.6), [2]);
});

test('a sentence that had not been heard is not heard again', () => {
  assert.deepEqual(heardAgain(sentences, [], 0, 3401), []);
  assert.deepEqual(heardAgain(sentences, [[0, 500], [501, 3401]], 0, 1000), []);
});

test('milestones are the quarters and 95 %, as the service counts them, to the millisecond', () => {
  assert.deepEqual(reached(249, 1000), []);
  assert.deepEqual(reached(499, 1000), ['']);
  assert.deepEqual(reached(500, 1000), ['', 'half']);
  assert.deepEqual(reached(949, 1000), ['', 'half', '']);
  assert.deepEqual(reached(950, 1000), ['', 'half', '', 'completed']);
  assert.deepEqual(reached(19, 19), ['', 'half', '', 'completed']);
  assert.deepEqual(reached(18, 19), ['', 'half', '']);
  assert.deepEqual(reached(9000, 0), [], 'while the whole is not known');
  // The service counts in whole numbers: what is lacking may be a twentieth, and a half.
  for (let whole = 1; whole < 5000; whole++) {
    for (const [name, parts] of /** @type {const} */ ([['half', 2], ['completed', 20]])) {
      const enough = whole - Math.floor(whole / parts);
      assert.ok(reached(enough, whole).includes(name) && !reached(enough - 1, whole).includes(name), `${name} of ${whole}`);
    }
  }
});

test('a beacon carries the longest ranges, in order', () => {
  assert.deepEqual(longest([[0, 10], [20, 100], [200, 250]], 2), [[20, 100], [200, 250]]);
});
