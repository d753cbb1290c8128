// @ts-check
/** How much of a found text stands in which element, and how much of it is links. */

/** @typedef {{words: number, linked: number, holdsBlocks: boolean}} Size */

const BLOCKS = new Set(
  ('address article aside blockquote body center dd details div dl dt fieldset figure figcaption footer form h1 h2 h3 h4 h5 h6 header hr ' +
    'li main nav ol p pre section summary table tbody td th thead tr ul').split(' '),
);
const WORD = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]{1,2}|[\p{L}\p{M}\p{N}]+/gu;

/** Whether an element is a block by its name: how it is shown is not known everywhere. @param {Element} element */
export function isBlock(element) {
  return BLOCKS.has(element.localName);
}

/**
 * Words, as far as numbers of them matter: in scripts without spaces two characters are one.
 * @param {string} text
 * @returns {number}
 */
export function countWords(text) {
  return text.match(WORD)?.length ?? 0;
}

/**
 * @param {Iterable<Text>} texts
 * @returns {Map<Element, Size>} of all elements that hold any of them
 */
export function measure(texts) {
  /** @type {Map<Element, Size>} */
  const sizes = new Map();
  for (const text of texts) {
    const words = countWords(text.data);
    let linked = false;
    let inBlock = false;
    for (let element = text.parentElement; element; element = element.parentElement) {
      const size = sizes.get(element) ?? {words: 0, linked: 0, holdsBlocks: false};
      linked ||= element.localName === 'a';
      size.words += words;
      if (linked) size.linked += words;
      size.holdsBlocks ||= inBlock && words > 0;
      inBlock ||= isBlock(element);
      sizes.set(element, size);
    }
  }
  return sizes;
}
