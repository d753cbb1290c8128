// @ts-check
/** Which raised texts are footnote marks. Pure; fetched only for pages that raise any. */
import {clean} from './rules.js';

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
