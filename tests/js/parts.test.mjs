// @ts-check
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {endOf, estimateLength, partAt, partsOf, whereOn} from '../../static/player/parts.js';
import {changesOf, dueAt} from '../../static/player/timeline.js';
import {vectors} from './vectors.mjs';

const {manifest, speaking, blocks, held, places} = vectors('manifest');

for (const {at_ms, part} of held) {
  test(`at ${at_ms} ms part ${part} is played`, () => {
    assert.equal(partAt(partsOf(speaking), at_ms), speaking.parts[part]);
  });
}

test('a finished narration is one part', () => {
  assert.deepEqual(partsOf(manifest), [{url: '/v1/audio/x.m4a', start_ms: 0, end_ms: 5000}]);
  assert.equal(endOf(partsOf(manifest)), 5000);
});

test('signed audio is fetched with its grant', () => {
  assert.equal(partsOf({...manifest, grant: '1:a-b_c'})[0].url, '/v1/audio/x.m4a?grant=1:a-b_c');
  assert.equal(partsOf({...manifest, grant: null})[0].url, '/v1/audio/x.m4a');
});

test('before the first part has come nothing is known', () => assert.equal(endOf(partsOf({...speaking, parts: []})), 0));

test('within the parts the same words are lit as in the whole', () => {
  const changes = changesOf(speaking.sentences);
  const known = places.filter((/** @type {any} */ {at_ms}) => at_ms < endOf(speaking.parts));
  for (const {at_ms, sentence, word} of known) assert.deepEqual(dueAt(changes, at_ms).place, {sentence, word});
});

test('the length is estimated at the pace of what is known, and is exact when all is', () => {
  const texts = blocks.map((/** @type {string} */ text) => ({text}));
  assert.equal(estimateLength(speaking.sentences, texts), Math.round((2400 * (24 + 18)) / (24 + 4)));
  assert.equal(estimateLength(manifest.sentences, texts), 3600);
});

test('another voice goes on with the sentence that the first one was in, or with the next where it has ended', () => {
  const told = [[0, 0, 0, 900], [0, 10, 1000, 1900], [1, 0, 2500, 3000]];
  const said = (/** @type {number} */ pace, count = 3) =>
    /** @type {any} */ (told.slice(0, count).map(([block, start, from, to]) => ({block, start, start_ms: from * pace, end_ms: to * pace})));
  const slow = said(2);
  for (const [at_ms, on_ms] of [[0, 0], [899, 0], [900, 2000], [1500, 2000], [1900, 5000], [2600, 5000]]) {
    assert.equal(whereOn(slow, said(1), at_ms), on_ms, `${at_ms}`);
  }
  assert.equal(whereOn(slow, said(1, 2), 1900), 5000);
  assert.equal(whereOn(slow, said(1), 3000), undefined);
  assert.equal(whereOn(said(2, 1), said(1), 1500), undefined);
  assert.equal(whereOn([], said(1), 0), undefined);
});
