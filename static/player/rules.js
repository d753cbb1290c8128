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
  h1: 'heading', h2: 'heading', h3: 'heading', h4: 'heading', h5: 'heading', h6: 'heading',
  li: 'list_item', dt: 'list_item', dd: 'list_item', blockquote: 'quote',
  figcaption: 'caption', caption: 'caption', td: 'cell', th: 'cell', pre: 'code',
};

/**
 * The kind that an element of this name gives to the text in it, if it gives any: a paragraph in a quote is a quote.
 * @param {string} name
 * @returns {Kind | undefined}
 */
export function kindOf(name) {
  return KINDS[name];
}

/** A selector of what is never read. */
export const UNREADABLE =
  'script,style,noscript,template,button,input,select,textarea,datalist,meter,progress,nav,iframe,object,embed,video,audio,canvas,svg,' +
  'map,rt,rp,readalong-launcher,readalong-player,[hidden],[aria-hidden=true],[role=doc-noteref]';

const NUMBER_MARK = /^\d{1,3}([,–-]\d+)*$/;
const SIGN_MARK = /^([*†‡§¶]+|[[(].{1,5}[\])])$/;
const LINKED_MARK = /^(\p{L}?\d*|\p{L}|↩.?)$/u;
// What a raised number is an exponent of: a variable, a unit, a bracket, or a number that is no year.
const POWER_BASE = /(?<![\p{L}\d])(\p{L}|[mcdkhnµμ]m|mc|ft|in|yd|mi|\d{1,3}(\s?\p{L}{1,2})?)$|\)$/u;

/**
 * Whether a raised text is a footnote mark, and not an exponent (mc²), an ordinal (2nd, 1.º) or a trade mark.
 * @param {string} text the raised element's own text
 * @param {boolean} linked whether it is, or lies in, a link to another place of the page
 * @param {string} before what the block holds before it
 * @returns {boolean}
 */
export function isFootnoteMark(text, linked, before) {
  const mark = clean(text);
  if (SIGN_MARK.test(mark) || (linked && LINKED_MARK.test(mark))) return true;
  return NUMBER_MARK.test(mark) && !POWER_BASE.test(before);
}
