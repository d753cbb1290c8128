// @ts-check
/**
 * Lighting the sentence and the word through the CSS Custom Highlight API: the page's nodes stay as they are.
 * Static ranges, because live ones paint the wrong words when a page is rendered again; two highlights registered once, because
 * WebKit does not repaint one that is replaced.
 * @import {Block, Run} from './types.js'
 */
import {sheet} from './elements.js';
import {DARK_PAGE_CSS, LIGHT_PAGE_CSS} from './highlight_style.js';
import {WHITE_SPACE, wellFormed} from './characters.js';

const EACH_WHITE_SPACE = new RegExp(`[${WHITE_SPACE}]`, 'g');

const SENTENCE = 'readalong-sentence';
const WORD = 'readalong-word';

/** @typedef {{start: number, end: number}} Span in a block's text */

/** Whether the page still says what was collected. @param {Block} block @param {Run} run */
function stands({text}, {node, offset, at, length}) {
  const there = wellFormed(node.data).slice(offset, offset + length).replace(EACH_WHITE_SPACE, ' ');
  return node.isConnected && there === text.slice(at, at + length);
}

/**
 * The places of a span on the page, one for each run of text, so that what was left out of the text is not lit either.
 * Empty where the page no longer says what was collected: better no light than a wrong one.
 * @param {Block} block
 * @param {Span} span
 * @returns {StaticRange[]}
 */
export function rangesOf(block, {start, end}) {
  const runs = block.runs.filter((run) => run.at < end && run.at + run.length > start);
  if (!runs.every((run) => stands(block, run))) return [];
  return runs.map(({node, offset, at, length}) => new StaticRange({
    startContainer: node, startOffset: offset + Math.max(0, start - at),
    endContainer: node, endOffset: offset + Math.min(length, end - at),
  }));
}

/** Whether the page's text is light on dark, whatever the system prefers. @param {Element} element */
function isOnDark(element) {
  const channels = getComputedStyle(element).color.match(/^rgba?\((\d+), (\d+), (\d+)/);
  if (!channels) return matchMedia('(prefers-color-scheme: dark)').matches;
  return 0.299 * +channels[1] + 0.587 * +channels[2] + 0.114 * +channels[3] > 140;
}

/** @param {Highlight | undefined} highlight @param {StaticRange[]} ranges */
function paint(highlight, ranges) {
  highlight?.clear();
  for (const range of ranges) highlight?.add(range);
}

/** @param {string} name @param {number} priority */
function register(name, priority) {
  if (!CSS.highlights) return;
  const highlight = new Highlight();
  highlight.priority = priority;
  CSS.highlights.set(name, highlight);
  return highlight;
}

export class Light {
  #sentence = register(SENTENCE, 0);
  #word = register(WORD, 1);
  #sheets = [sheet(LIGHT_PAGE_CSS), sheet(DARK_PAGE_CSS)];
  #observer = new MutationObserver(() => this.#repaint());
  /** @type {Set<any>} */
  #roots = new Set();
  /** @type {[Block, Span, Span | null] | null} */
  #shown = null;

  /** @param {Block} block @param {Span} sentence @param {Span | null} word */
  show(block, sentence, word) {
    const before = this.#shown;
    this.#shown = [block, sentence, word];
    if (block !== before?.[0]) this.#enter(block.element);
    if (sentence === before?.[1]) paint(this.#word, word ? rangesOf(block, word) : []);
    else this.#repaint();
  }

  clear() {
    this.#shown = null;
    this.#observer.disconnect();
    this.#sentence?.clear();
    this.#word?.clear();
  }

  destroy() {
    this.clear();
    CSS.highlights?.delete(SENTENCE);
    CSS.highlights?.delete(WORD);
    for (const root of this.#roots) this.#dress(root);
  }

  /** A sheet reaches only the text of its own tree, so it goes where the block is. @param {Element} element */
  #enter(element) {
    this.#observer.disconnect();
    this.#observer.observe(element, {subtree: true, childList: true, characterData: true});
    const root = element.getRootNode();
    const ours = this.#sheets[Number(isOnDark(element))];
    this.#roots.add(root);
    this.#dress(root, ours);
  }

  /** @param {any} root @param {...CSSStyleSheet} ours */
  #dress(root, ...ours) {
    const theirs = root.adoptedStyleSheets.filter((/** @type {CSSStyleSheet} */ each) => !this.#sheets.includes(each));
    root.adoptedStyleSheets = [...theirs, ...ours];
  }

  #repaint() {
    if (!this.#shown) return;
    const [block, sentence, word] = this.#shown;
    paint(this.#sentence, rangesOf(block, sentence));
    paint(this.#word, word ? rangesOf(block, word) : []);
  }
}
