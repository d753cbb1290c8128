// @ts-check
/**
 * The rules of what a block is and what its text holds. Pure: no DOM, so that they run in Node and read like a list.
 * `clean` is the twin of `synthesis/text/blocks.py`; both run tests/vectors/clean.json.
 * @import {Kind} from './types.js'
 */

import {INVISIBLE, WHITE_SPACE, wellFormed} from './characters.js';

/** Whatever does not enter a block's text as it stands; the group tells white space from the invisible. */
export const UNSPOKEN = new RegExp(`([${WHITE_SPACE}]+)|[${INVISIBLE}]+`, 'g');

/**
 * `text` as a block holds it: white space collapsed and trimmed, invisible characters dropped.
 * @param {string} text
 * @returns {string}
 */
export function clean(text) {
  const visible = wellFormed(text).replace(UNSPOKEN, (_, space) => (space ? ' ' : ''));
  return visible.replace(/ +/g, ' ').replace(/^ | $/g, '');
}

/** @type {Readonly<Record<string, Kind>>} */
const KINDS = {
  li: 'list_item', dt: 'list_item', dd: 'list_item', blockquote: 'quote',
  figcaption: 'caption', caption: 'caption', td: 'cell', th: 'cell', pre: 'code',
};

/**
 * The kind that an element of this name gives to the text in it, if it gives any: a paragraph in a quote is a quote.
 * @param {string} name
 * @returns {Kind | undefined}
 */
export function kindOf(name) {
  return /^h[1-6]$/.test(name) ? 'heading' : KINDS[name];
}

/** A selector of what is never read, unless its computed style says so anyway. */
export const UNREADABLE =
  'script,style,button,input,select,textarea,nav,iframe,object,video,audio,canvas,svg,rt,rp,readalong-launcher,readalong-player,' +
  '[hidden],[aria-hidden=true],[role=doc-noteref]';
