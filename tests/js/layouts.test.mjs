// @ts-check
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {matchesUrl, pickLayout} from '../../static/player/layouts.js';
import {vectors} from './vectors.mjs';

for (const {pattern, host, path, matches} of vectors('url_patterns')) {
  const verb = matches ? 'covers' : 'does not cover';
  test(`“${pattern}” ${verb} ${host}${path}`, () => assert.equal(matchesUrl(pattern, {host, pathname: path}), matches));
}

test('a pattern of many stars is matched in linear time', () => {
  const began = performance.now();
  assert.equal(matchesUrl(`/${'*a'.repeat(50)}b`, {host: '', pathname: `/${'a'.repeat(5000)}`}), false);
  assert.ok(performance.now() - began < 100);
});

test('the first layout that matches is the page’s', () => {
  const layout = (/** @type {number} */ id, /** @type {string} */ url_pattern) =>
    ({id, url_pattern, allow: [], deny: [], title: '', language: '', default_rate: 1});
  const layouts = [layout(1, '/news/*'), layout(2, '/stories/*'), layout(3, '/*')];
  assert.equal(pickLayout(layouts, {host: 'h', pathname: '/stories/x'})?.id, 2);
  assert.equal(pickLayout(layouts.slice(0, 1), {host: 'h', pathname: '/stories/x'}), undefined);
});
