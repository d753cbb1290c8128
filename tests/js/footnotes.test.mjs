// @ts-check
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isFootnoteMark} from '../../static/player/footnotes.js';

test('a raised number after a word is a footnote mark', () => {
  for (const before of ['The tide came in the bay', 'asked.', 'in 2019', 'he said”', '']) {
    assert.ok(isFootnoteMark('1', false, before), before);
  }
});

test('a raised number after a unit, a variable or a number is an exponent', () => {
  for (const before of ['E = mc', '20 km', '3 m', 'the area in cm', 'x', '10', '25 m', '(a + b)']) {
    assert.ok(!isFootnoteMark('2', false, before), before);
  }
});

test('signs, brackets and ranges are footnote marks', () => {
  for (const mark of ['*', '**', '†', '[1]', '[note]', '(3)', '1,2', ' 4 ']) assert.ok(isFootnoteMark(mark, false, 'word'), mark);
});

test('ordinals and abbreviations are no footnote marks', () => {
  for (const mark of ['nd', 'th', 'o', 'er', 'me', '™', 'TM']) assert.ok(!isFootnoteMark(mark, false, 'word'), mark);
});

test('a single letter is a footnote mark only as a link', () => {
  assert.ok(isFootnoteMark('a', true, 'word'));
  assert.ok(!isFootnoteMark('a', false, 'word'));
});

test('a linked number is a footnote mark even after a unit', () => assert.ok(isFootnoteMark('2', true, '20 km')));
