// @ts-check
/**
 * One walk over the found text that says which parts of it are not spoken: whatever speech.js says so of, lines of links, and the
 * headings and labels that are left with nothing under them.
 * @import {Size} from './sizes.js'
 */
import {captions} from './captions.js';
import {countWords, isBlock} from './sizes.js';
import {SENTENCE, endsSentence, isLinks, stops, whyUnspoken} from './speech.js';

const LONGEST_STANDFIRST = 30; // Words: a longer paragraph is the text itself.
const LONGEST_MARK = 8; // Words, such as a byline's: whatever stands before the text and is no sentence.
const MOST_MARKS = 5; // More of them are lines of a poem.
const SAID = /^(li|dt|dd|td|th)$/; // What needs no full stop.
const LONGEST_LABEL = 6; // Words, such as “Read more:”.
const LABEL = /(:|：|…|\.\.\.)\s*$/;
const RANK = /^h[1-6]$/;
const BELOW_HEADINGS = 7; // The level of a label.
const PICTURES = new Set('beside a picture,canvas,caption figcaption,figure,picture,svg,video'.split(',')); // A heading may stand over no more.

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
  /** What stands before the first sentence and is none. @type {Element[]} */
  #marks = [];
  #sentences = 0;
  #facts;
  #total;
  #captions;

  /** @param {Element} root @param {Facts} facts */
  constructor(root, facts) {
    this.#facts = facts;
    this.#total = facts.sizes.get(root)?.words ?? 0;
    this.#captions = captions(root, facts.sizes);
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
      const next = element.nextElementSibling;
      if (RANK.test(element.localName) && next && sizes.get(next)?.words) return this.#head(element);
      if (element.textContent?.trim() && !isLeftOut(element)) this.#skip(element, 'not in the article');
      return;
    }
    const beside = this.#captions.has(element) ? 'beside a picture' : '';
    const why = speakable.has(element) ? '' : whyUnspoken(element, size, this.#total, pathname) || beside;
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

  /** A heading or a label, until text follows. @param {Element} element */
  #head(element) {
    const level = RANK.test(element.localName) ? Number(element.localName[1]) : BELOW_HEADINGS;
    this.#settle(level);
    this.#waiting.push({element, level, bereft: false});
  }

  /** What stands before the first sentence of the text: bylines, dates, what can be done with the page. @param {Element} element @param {Size} size */
  #begin(element, {words}) {
    if (words > SENTENCE && endsSentence(element)) {
      this.#sentences += words > LONGEST_STANDFIRST ? 2 : 1;
      if (this.#marks.length <= MOST_MARKS) for (const mark of this.#marks) this.skipped.set(mark, 'before the text');
    } else if (words <= LONGEST_MARK && !SAID.test(element.localName) && !stops(element)) this.#marks.push(element);
  }

  /** A block that holds no other. @param {Element} element @param {Size} size */
  #take(element, size) {
    const rank = RANK.test(element.localName);
    if (rank || (size.words <= LONGEST_LABEL && LABEL.test(element.textContent ?? ''))) this.#head(element);
    else if (!size.words) this.#skip(element, 'no words');
    else {
      this.#waiting = [];
      if (this.#sentences < 2) this.#begin(element, size);
    }
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
