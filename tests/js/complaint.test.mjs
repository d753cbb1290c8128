// @ts-check
/** “That sounded wrong”: its words in every language, and which sentence is meant. */
import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {test} from 'node:test';
import {meant} from '../../static/player/complaint.js';
import {COMPLAINT_LABELS} from '../../static/player/complaint_labels.js';

const others = readdirSync(new URL('../../static/player/words/', import.meta.url)).map((name) => name.slice(0, -3));

test('every language of ours asks, thanks and tells of a failure', () => {
  assert.deepEqual(Object.keys(COMPLAINT_LABELS).sort(), ['en', ...others].sort());
  for (const words of Object.values(COMPLAINT_LABELS)) {
    assert.deepEqual(Object.keys(words), Object.keys(COMPLAINT_LABELS.en));
    for (const word of Object.values(words)) assert.ok(word && word.trim() === word);
  }
});

test('a sentence that has only just begun is not the one that sounded wrong', () => {
  const sentences = [0, 4000, 9000].map((start_ms) => ({block: 0, start: 0, end: 1, start_ms, end_ms: start_ms + 3000, words: []}));
  assert.deepEqual([0, 1000, 4500, 5600, 9800, 60_000].map((at_ms) => meant(sentences, at_ms)), [0, 0, 0, 1, 1, 2]);
  assert.equal(meant([], 0), 0);
});
