// @ts-check
/** Which characters are white space, and which nobody sees: listed, because Python's and JavaScript's own notions of \s differ. */

/** The inside of a character class. */
export const WHITE_SPACE = '\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff';
/** Soft hyphen, zero-width space, word joiner, and the controls that are no white space: never seen, never spoken. */
export const INVISIBLE = '\\0-\\b\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\xad\\u200b\\u2060';

/**
 * `text` with each lone surrogate replaced by U+FFFD, as every UTF-8 encoder does; of the same length.
 * @param {string} text
 * @returns {string}
 */
export function wellFormed(text) {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
