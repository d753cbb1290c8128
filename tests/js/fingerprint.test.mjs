// @ts-check
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fingerprint} from '../../static/player/fingerprint.js';
import {vectors} from './vectors.mjs';

for (const {name, language, blocks, fingerprint: expected} of vectors('fingerprints')) {
  test(`fingerprint: ${name}`, async () => assert.equal(await fingerprint(language, blocks), expected));
}
