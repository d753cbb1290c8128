// @ts-check
/** Which characters are white space, and which nobody sees. */

/** The inside of a character class. Python's own notion of \s is another one: its twin lists them all. */
export const WHITE_SPACE = '\\s\\x85';
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
