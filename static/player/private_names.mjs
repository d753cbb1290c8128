// @ts-check
/**
 * What the build calls our own properties. Only names that nobody else says or reads: neither the browser, nor the wire, nor a page, and
 * no part exports one. tests/js/built.test.mjs looks after that. The most frequent first: they get the shortest names.
 */
export const PRIVATE = [
  'fail', 'place', 'player', 'now_ms', 'tell', 'length_ms', 'service', 'dock', 'manifest', 'settings', 'element', 'articles',
  'current', 'launch', 'looks', 'observer', 'roots', 'runs', 'withPlayer', 'watchers', 'watch', 'about', 'ask', 'reel', 'along',
  'renew', 'requests', 'snapshot', 'titles', 'known', 'bring', 'config', 'article', 'taps', 'covered', 'coveredAbove', 'isOurs', 'clock', 'isActive', 'reach', 'wait_ms',
];
const LETTERS = 'abcefghijklmnopqrstuvwzABCDEFGHIJKLMNOPQRSTUVWXYZ'; // Without d, x and y, which have a meaning elsewhere.

/** A letter for each. @type {Record<string, string>} */
export const LETTER_OF = Object.fromEntries(PRIVATE.map((name, at) => [name, LETTERS[at]]));
export const PRIVATE_NAMES = new RegExp(`^(${PRIVATE.join('|')})$`);
