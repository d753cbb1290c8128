// @ts-check
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {changesOf, dueAt, sentenceStep, wordSpan} from '../../static/player/timeline.js';
import {vectors} from './vectors.mjs';

const {manifest, blocks, places} = vectors('manifest');
const changes = changesOf(manifest.sentences);

for (const {at_ms, sentence, word, text} of places) {
  test(`at ${at_ms} ms ${text ? `“${text}”` : 'no word'} is lit`, () => {
    assert.deepEqual(dueAt(changes, at_ms).place, {sentence, word});
    if (word < 0) return;
    const {start, end} = wordSpan(manifest.sentences[sentence], word);
    assert.equal(blocks[manifest.sentences[sentence].block].slice(start, end), text);
  });
}

test('without sentences nothing is ever lit', () => assert.deepEqual(dueAt(changesOf([]), 10).place, {sentence: -1, word: -1}));

test('the clock is told how long until something else is lit', () => {
  assert.equal(dueAt(changes, 120).wait_ms, 180);
  assert.equal(dueAt(changes, 3600).wait_ms, Infinity);
});

test('next goes to the next sentence, and nowhere from the last', () => {
  assert.equal(sentenceStep(manifest.sentences, 0, 1), 100);
  assert.equal(sentenceStep(manifest.sentences, 1600, 1), 2000);
  assert.equal(sentenceStep(manifest.sentences, 3000, 1), 3000);
});

test('previous goes to the sentence before, or to the start of one that is well under way', () => {
  assert.equal(sentenceStep(manifest.sentences, 2450, -1), 2000);
  assert.equal(sentenceStep(manifest.sentences, 4500, -1), 2400);
  assert.equal(sentenceStep(manifest.sentences, 150, -1), 100);
  assert.equal(sentenceStep([], 150, -1), 0);
});
