// @ts-check
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {clean, kindOf} from '../../static/player/rules.js';
import {vectors} from './vectors.mjs';

for (const {name, text, clean: expected} of vectors('clean')) {
  test(`clean: ${name}`, () => assert.equal(clean(text), expected));
}

test('kinds come from the elements that give one', () => {
  assert.equal(kindOf('h3'), 'heading');
  assert.equal(kindOf('li'), 'list_item');
  assert.equal(kindOf('p'), undefined);
});
