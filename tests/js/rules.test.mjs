// @ts-check
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {clean} from '../../static/player/rules.js';
import {vectors} from './vectors.mjs';

for (const {name, text, clean: expected} of vectors('clean')) {
  test(`clean: ${name}`, () => assert.equal(clean(text), expected));
}
