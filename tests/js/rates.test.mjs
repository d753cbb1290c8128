// @ts-check
/** The rate at which an article starts, of those that a site has for languages and levels. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {paced, rateFor} from '../../static/player/rates.js';

// As the service sends them: the narrowest first.
const RATES = [
  {language: 'es', level: '2', rate: 0.75},
  {language: '', level: '2', rate: 0.8},
  {language: 'es-mx', level: '', rate: 1},
  {language: 'es', level: '', rate: 0.95},
];

test('language and level together go before either', () => {
  assert.equal(rateFor(RATES, 'es-MX', '2'), 0.75);
  assert.equal(rateFor(RATES, 'en-US', '2'), 0.8);
});

test('a language covers its regions, and nothing that only begins alike', () => {
  assert.equal(rateFor(RATES, 'es-ES', '5'), 0.95);
  assert.equal(rateFor(RATES, 'es-MX', ''), 1);
  assert.equal(rateFor(RATES, 'est', ''), undefined);
});

test('a rate of the layout’s own goes before the site’s', async () => {
  const layout = /** @type {any} */ ({default_rate: 1.2});
  assert.equal((await paced({rates: RATES}, layout, 'es')).default_rate, 1.2);
});

test('without one that holds, the site’s one rate is left to hold', async () => {
  const layout = /** @type {any} */ ({default_rate: 0});
  assert.equal((await paced({rates: RATES.slice(2)}, layout, 'en')).default_rate, 0);
  assert.equal((await paced({rates: RATES.slice(2)}, layout, 'es')).default_rate, 0.95);
});
