// @ts-check
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {channelsOf} from '../../static/player/colours.js';
import {contrast} from '../../static/player/contrast.js';
import {isFaint} from '../../static/player/tints.js';

test('black on white is 21, a colour on itself 1', () => {
  assert.equal(contrast([0, 0, 0], [255, 255, 255]), 21);
  assert.equal(contrast([10, 110, 120], [10, 110, 120]), 1);
});

test('the grey of WCAG’s own example is 4.54 on white', () => {
  assert.equal(contrast([118, 118, 118], [255, 255, 255]).toFixed(2), '4.54');
});

test('colours are read as browsers write them', () => {
  assert.deepEqual(channelsOf('rgb(1, 2, 3)'), [1, 2, 3, 1]);
  assert.deepEqual(channelsOf('rgba(0, 0, 0, 0)'), [0, 0, 0, 0]);
  assert.equal(channelsOf('oklch(0.5 0.1 20)'), null);
});

test('the light is faint on a ground of nearly its own colour, and on no other', () => {
  assert.ok(isFaint([255, 243, 205], false));
  assert.ok(isFaint([74, 58, 30], true));
  for (const ground of [[255, 255, 255], [250, 250, 240], [207, 227, 255]]) assert.ok(!isFaint(ground, false), `${ground}`);
  for (const ground of [[0, 0, 0], [20, 24, 28]]) assert.ok(!isFaint(ground, true), `${ground}`);
});
