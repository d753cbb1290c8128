// @ts-check
/**
 * One walk over the found text that says which parts of it are not spoken: whatever speech.js says so of, lines of links, and the
 * headings and labels that are left with nothing under them.
 * @import {Size} from './sizes.js'
 */
import {countWords, isBlock} from './sizes.js';
import {endsSentence, isLinks, whyUnspoken} from './speech.js';

const SENTENCE = 10; // Words: a paragraph has more.
const LONGEST_LABEL = 6; // Words, such as “Read more:”.
const LABEL = /(:|：|…|\.\.\.)\s*$/;
const BELOW_HEADINGS = 7; // The level of a label.
const PICTURES = new Set('canvas caption figcaption figure picture svg video'.split(' ')); // A heading may stand over no more.

/** What a walk goes by. @typedef {{found: Set<Text>, sizes: Map<Element, Size>, pathname: string, speakable: Set<Element>, isLeftOut: (element: Element) => boolean}} Facts */

/** What stands in a line of its own, between line breaks or blocks. */
class Line {
  words = 0;
  linked = 0;
  /** @type {Element[]} */
  elements = [];

  /** @param {number} words @param {number} [linked] @param {Element} [element] */
  add(words, linked = 0, element) {
    this.words += words;
    this.linked += linked;
    if (element) this.elements.push(element);
  }

  get isLinks() {
    return isLinks(this) && !this.elements.some(endsSentence);
  }
}

class Walk {
  /** @type {Map<Element, string>} what is skipped, and why */
  skipped = new Map();
  /** How many words stand in paragraphs. */
  prose = 0;
  /** Headings and labels that no text has followed yet; bereft are those from which something was taken. */
  /** @type {{element: Element, level: number, bereft: boolean}[]} */
  #waiting = [];
  #facts;
  #total;

  /** @param {Element} root @param {Facts} facts */
  constructor(root, facts) {
    this.#facts = facts;
    this.#total = facts.sizes.get(root)?.words ?? 0;
    this.#visit(root);
    this.#settle(0, true);
  }

  /** @param {Element} element @param {string} why */
  #skip(element, why) {
    this.skipped.set(element, why);
    for (const each of this.#waiting) {
      if (why === 'links' && LABEL.test(each.element.textContent ?? '')) this.skipped.set(each.element, 'heads nothing');
      if (!PICTURES.has(why)) each.bereft = true;
    }
  }

  /** Takes leave of the headings down to a level. @param {number} level @param {boolean} [atEnd] */
  #settle(level, atEnd) {
    const over = this.#waiting.filter((each) => each.level >= level);
    for (const {element, bereft} of over) if (bereft || atEnd) this.skipped.set(element, 'heads nothing');
    this.#waiting = this.#waiting.filter((each) => each.level < level);
  }

  /** @param {Element} parent */
  #visit(parent) {
    let line = new Line();
    let paragraph = 0;
    const endLine = () => {
      if (line.isLinks) for (const element of line.elements) this.#skip(element, 'links');
      else paragraph += line.words;
      line = new Line();
    };
    const endParagraph = () => {
      endLine();
      if (paragraph > SENTENCE) this.prose += paragraph;
      paragraph = 0;
    };
    for (const node of parent.childNodes) {
      if (isText(node)) line.add(this.#facts.found.has(node) ? countWords(node.data) : 0);
      else if (!isElement(node)) continue;
      else if (node.localName === 'br') endLine();
      else {
        if (isBlock(node)) endParagraph();
        this.#enter(node, line);
      }
    }
    endParagraph();
  }

  /** @param {Element} element @param {Line} line the line that it is in, if it is in one */
  #enter(element, line) {
    const {sizes, pathname, speakable, isLeftOut} = this.#facts;
    const size = sizes.get(element);
    if (!size) {
      if (element.textContent?.trim() && !isLeftOut(element)) this.#skip(element, 'not found');
      return;
    }
    const why = speakable.has(element) ? '' : whyUnspoken(element, size, this.#total, pathname);
    if (why) this.#skip(element, why);
    else if (size.holdsBlocks) this.#visit(element);
    else if (isBlock(element)) this.#take(element, size);
    else {
      line.add(size.words, size.linked, element);
      this.#enterAll(element, line);
    }
  }

  /** @param {Element} element in a line, or a heading: what is in it is not looked at line by line @param {Line} line */
  #enterAll(element, line) {
    const whole = line.elements.length;
    const {words, linked} = line;
    for (const child of element.children) this.#enter(child, line);
    line.elements.length = whole;
    Object.assign(line, {words, linked}); // They are counted with their parent.
  }

  /** A block that holds no other. @param {Element} element @param {Size} size */
  #take(element, size) {
    const rank = /^h([1-6])$/.exec(element.localName)?.[1];
    const level = Number(rank ?? BELOW_HEADINGS);
    if (rank || (size.words <= LONGEST_LABEL && LABEL.test(element.textContent ?? ''))) {
      this.#settle(level);
      this.#waiting.push({element, level, bereft: false});
    } else if (size.words) this.#waiting = [];
    if (rank) this.#enterAll(element, new Line());
    else this.#visit(element);
  }
}

/** @param {Node} node @returns {node is Text} */
function isText(node) {
  return node.nodeType === 3;
}

/** @param {Node} node @returns {node is Element} */
function isElement(node) {
  return node.nodeType === 1;
}

/**
 * @param {Element} root
 * @param {Facts} facts
 * @returns {{skipped: Map<Element, string>, prose: number}} the parts that are not spoken and why, and how many words stand in paragraphs
 */
export function unspoken(root, facts) {
  const {skipped, prose} = new Walk(root, facts);
  return {skipped, prose};
}
