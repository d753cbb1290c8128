// @ts-check
/** Long texts in little room. Pure. */

const MOST_LETTERS = 90;

/** @param {string} text @returns {string} its beginning, up to the end of a word */
export function shortened(text) {
  return text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS).replace(/\s+\S*$/, '')}…`;
}
