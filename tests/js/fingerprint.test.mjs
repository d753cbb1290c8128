// @ts-check
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fingerprint} from '../../static/player/fingerprint.js';
import {notesOf} from '../../static/player/markup.js';
import {vectors} from './vectors.mjs';

for (const {name, language, blocks, fingerprint: expected} of vectors('fingerprints')) {
  test(`fingerprint: ${name}`, async () => {
    const noted = blocks.map((/** @type {any} */ block) => ({...block, notes: notesOf(block)}));
    assert.equal(await fingerprint(language, noted), expected);
  });
}
