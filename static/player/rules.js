// @ts-check
/**
 * The rules of what a block is and what its text holds. Pure: no DOM, so that they run in Node and read like a list.
 * `clean` is the twin of `synthesis/text/blocks.py`; both run tests/vectors/clean.json.
 * @import {Kind} from './types.js'
 */

import {INVISIBLE, WHITE_SPACE, wellFormed} from './characters.js';

/** Whatever does not enter a block's text as it stands. Splitting by it leaves, in turn, what does and what does not. */
export const UNSPOKEN = new RegExp(`([${WHITE_SPACE}]+|[${INVISIBLE}]+)`);
export const WHITE = new RegExp(`[${WHITE_SPACE}]`);

/**
 * `text` as a block holds it: white space collapsed and trimmed, invisible characters dropped.
 * @param {string} text
 * @returns {string}
 */
export function clean(text) {
  const visible = wellFormed(text).split(UNSPOKEN).map((piece, at) => (at % 2 ? WHITE.exec(piece) && ' ' : piece));
  return visible.join('').replace(/ +/g, ' ').replace(/^ | $/g, '');
}

/**
 * What gives a kind to the text in it.
 * @type {readonly [Kind, selector: string][]}
 */
export const KINDS = [
  ['heading', 'h1,h2,h3,h4,h5,h6,[role=heading]'],
  ['list_item', 'li,dt,dd'],
  ['quote', 'blockquote'],
  ['caption', 'caption,figcaption'],
  ['cell', 'td,th'],
  ['code', 'pre'],
];

/** Selectors of what is never read, even where it is shown, unless the page says `WANTED`. */
export const NEVER =
  'noscript,button,input,select,textarea,meter,progress,nav,iframe,object,video,audio,canvas,svg,math,rt,' +
  'readalong-launcher,readalong-player,[aria-hidden=true],[data-readalong=skip]';
export const WANTED = '[data-readalong=read]';
export const UNREADABLE = `:is(${NEVER}):not(${WANTED})`;

/** A selector of what markup.js understands, stress apart. */
export const MARKUP = 'sup,body [lang],abbr[title],table[role],[role^=doc-],[data-readalong-say],[data-readalong-lang]';
