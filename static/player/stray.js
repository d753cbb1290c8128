// @ts-check
/**
 * Text that stands bare beside the paragraphs of an article: bylines, dates, the last line of a print view. Only elements can be
 * left out, so the elements around it are read in place of the one that holds it.
 * @import {Size} from './sizes.js'
 */
import {countWords, isBlock} from './sizes.js';
import {stops} from './speech.js';

const LONGEST = 8; // Words of a piece.
const MOST = 5; // Pieces; more are text that has line breaks for paragraphs.
const LARGEST = 0.1; // The share of the words that they may have together.

/**
 * What is read of the element that holds all the text: itself, or the blocks in it where all else is stray.
 * @param {Element} root
 * @param {Set<Text>} found
 * @param {Map<Element, Size>} sizes
 * @param {(element: Element) => boolean} isLeftOut
 * @returns {Element[]}
 */
export function rootsIn(root, found, sizes, isLeftOut) {
  const pieces = [...found].filter((text) => text.parentNode === root && countWords(text.data));
  const words = pieces.reduce((sum, {data}) => sum + countWords(data), 0);
  const blocks = [...root.children].filter((child) => child.textContent?.trim() && !isLeftOut(child));
  const areStray = pieces.every((text) => countWords(text.data) <= LONGEST && !stops(text)) && pieces.length <= MOST
    && words <= (sizes.get(root)?.words ?? 0) * LARGEST;
  return pieces[0] && areStray && blocks.every(isBlock) ? blocks : [root];
}
