// @ts-check
/**
 * What stands with a picture and nothing else: its caption, where neither an element nor a class name says so.
 * @import {Size} from './sizes.js'
 */
import {isBlock} from './sizes.js';
import {endsSentence} from './speech.js';

const PICTURES = 'img,picture,video';
const TEXTS = 'h1,h2,h3,h4,h5,h6,li,dd,blockquote';
const LONGEST = 25; // Words.
const FEWEST_TIMES = 5; // How much more text than captions there is: in a picture book every line stands with its picture.

/**
 * The largest block around a picture that holds little text.
 * @param {Element} picture
 * @param {Map<Element, Size>} sizes
 */
function surroundings(picture, sizes) {
  /** @type {Element | undefined} */
  let largest;
  for (let around = picture.parentElement; around && (sizes.get(around)?.words ?? 0) <= LONGEST; around = around.parentElement) {
    if (around.matches(TEXTS)) return;
    if (sizes.get(around)?.words && isBlock(around)) largest = around;
  }
  return largest;
}

/** Whether it is a text with a picture in it. @param {Element} element */
function isText(element) {
  return !!element.querySelector(TEXTS) || (element.localName === 'p' && (endsSentence(element) || !element.querySelector('br')));
}

/**
 * @param {Element} root
 * @param {Map<Element, Size>} sizes
 * @returns {Set<Element>}
 */
export function captions(root, sizes) {
  const found = new Set([...root.querySelectorAll(PICTURES)].flatMap((picture) => surroundings(picture, sizes) ?? []));
  for (const each of found) if (isText(each)) found.delete(each);
  const words = [...found].reduce((sum, each) => sum + (sizes.get(each)?.words ?? 0), 0);
  return words * FEWEST_TIMES < (sizes.get(root)?.words ?? 0) ? found : new Set();
}
