// @ts-check
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {addRange, isListening} from '../../static/player/heard.js';

test('a range that continues another one lengthens it', () => assert.deepEqual(addRange([[0, 500]], 500, 900), [[0, 900]]));

test('a range apart stays apart, in order', () => {
  assert.deepEqual(addRange([[0, 500], [2000, 2500]], 1000, 1500), [[0, 500], [1000, 1500], [2000, 2500]]);
});

test('a range that bridges others joins them', () => assert.deepEqual(addRange([[0, 500], [900, 1500], [3000, 3100]], 400, 1000), [[0, 1500], [3000, 3100]]));

test('hearing again adds nothing', () => assert.deepEqual(addRange([[0, 5000]], 1000, 2000), [[0, 5000]]));

test('an empty or backward range adds nothing', () => {
  assert.deepEqual(addRange([[0, 500]], 800, 800), [[0, 500]]);
  assert.deepEqual(addRange([[0, 500]], 900, 800), [[0, 500]]);
});

test('ranges are whole milliseconds', () => assert.deepEqual(addRange([], 0.4, 999.6), [[0, 1000]]));

test('nobody hears faster than the rate', () => {
  assert.ok(isListening(240, 266, 0.9));
  assert.ok(isListening(1500, 1000, 1.5));
  assert.ok(!isListening(20_000, 250, 1));
  assert.ok(!isListening(-300, 250, 1));
});
