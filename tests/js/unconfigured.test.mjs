// @ts-check
/** What the service's own V8 lacks, and what a page states of itself. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {atob} from '../../static/player/base64.js';
import {countWords} from '../../static/player/sizes.js';
import {leadsElsewhere} from '../../static/player/speech.js';

test('Base64 gives the bytes that Node’s own gives, whatever the length', () => {
  const bytes = Buffer.from(Array.from({length: 700}, (_, index) => (index * 89) % 256));
  for (const length of [0, 1, 2, 3, 4, 5, 255, 700]) {
    const part = bytes.subarray(0, length);
    assert.equal(atob(part.toString('base64')), part.toString('latin1'));
  }
});

test('words are counted in all scripts', () => {
  assert.equal(countWords('Don’t sail on 3 May, ¡niño!'), 7);
  assert.equal(countWords('灯台は夜に眠る'), 4);
  assert.equal(countWords(' — … 🦀 '), 0);
});

test('a link leads elsewhere when its path is another', () => {
  for (const address of ['/stories/gull', 'https://www.example.org/x?y#z', 'gull.html', '//example.org/news/']) {
    assert.ok(leadsElsewhere(address, '/stories/crab'), address);
  }
  for (const address of ['', '#post-3', '?page=2', '/stories/crab/', 'https://www.example.org/stories/crab#top', 'crab']) {
    assert.ok(!leadsElsewhere(address, '/stories/crab'), address);
  }
});
