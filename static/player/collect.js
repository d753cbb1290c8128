// @ts-check
/**
 * From the page's DOM to blocks: the text of each, and the runs that say where in the page it stands.
 *
 * One pass over the allowed elements, reading only. What a block is follows the computed display, not the tag, because that is
 * what the reader sees; the rules that need no DOM are in rules.js.
 * @import {Block, Kind, Layout, Selection} from './types.js'
 */
import {wellFormed} from './characters.js';
import {UNREADABLE, UNSPOKEN, kindOf} from './rules.js';

const SLICE_MS = 8; // Even on a phone at a quarter of the speed, a slice and the block that ends it stay below a 50 ms task.
const HOLDS_ARTICLES = /^(article|section|main|body)$/;
const PART_OF_A_WORD = /^(span|b|strong|i|em)$/;
const LINK_WITHIN_THE_PAGE = 'a[href*="#"]';

/** @typedef {(text: string, linked: boolean, before: string) => boolean} IsMark see footnotes.js */

/**
 * The text of one block, growing. White space is put down only when something follows it.
 * @param {Kind} kind
 * @param {Element} element
 */
function draft(kind, element) {
  /** @type {Block} */
  const block = {kind, text: '', runs: [], element};
  let gap = false;
  /** @type {[Text?, number?]} */
  let origin = [];

  /** @param {string} piece @param {Text} [node] @param {number} [offset] */
  const append = (piece, node, offset = 0) => {
    const run = block.runs[block.runs.length - 1];
    if (run && run.node === node && run.offset + run.length === offset) run.length += piece.length;
    else if (node) block.runs.push({at: block.text.length, length: piece.length, node, offset});
    block.text += piece;
  };
  /** @param {string} piece @param {Text} node @param {number} offset */
  const keep = (piece, node, offset) => {
    if (!piece) return;
    if (gap && block.text) append(' ', ...origin);
    gap = false;
    append(piece, node, offset);
  };
  /** A space; without a node one that no character stands for: a line break, an edge. @param {[Text?, number?]} from */
  const space = (...from) => {
    if (!gap) origin = from;
    gap = true;
  };
  /** @param {Text} node */
  const add = (node) => {
    const data = wellFormed(node.data);
    let from = 0;
    for (const match of data.matchAll(UNSPOKEN)) {
      keep(data.slice(from, match.index), node, from);
      if (match[1]) space(node, match.index);
      from = match.index + match[0].length;
    }
    keep(data.slice(from), node, from);
  };
  return {block, space, add};
}

/**
 * Reads `root`'s blocks into `blocks`; a generator, so that its caller can let the page breathe between them.
 * @param {Element} root
 * @param {Kind} around the kind that its surroundings give to its text
 * @param {Set<Element>} skipped
 * @param {Block[]} blocks
 * @param {IsMark} [isMark]
 * @returns {Generator<void>}
 */
function* read(root, around, skipped, blocks, isMark) {
  let current = draft(around, root);
  // In a title or heading all is one block.
  let joined = false;

  /** @param {Kind} kind @param {Element} element */
  const begin = (kind, element) => {
    if (current.block.text) blocks.push(current.block);
    current = draft(kind, element);
  };
  /** @param {Element} element @param {Kind} kind @param {CSSStyleDeclaration} style @returns {Generator<void>} */
  function* inside(element, kind, style) {
    for (const child of shownChildren(element)) {
      if (child instanceof Element) yield* visit(child, kind);
      else if (child instanceof Text && style.visibility === 'visible') current.add(child);
    }
  }
  /** @param {Element} element @param {Kind} outer @returns {Generator<void>} */
  function* visit(element, outer) {
    const name = element.localName;
    if (name === 'br') return current.space();
    if (skipped.has(element) || element.matches(UNREADABLE)) return;
    const style = getComputedStyle(element);
    if (style.display === 'none' || isTuckedAway(element, style)) return;
    if (name === 'sup' && isMark?.(element.textContent ?? '', isLinked(element), current.block.text)) return;
    const kind = outer === 'title' ? outer : (kindOf(name) ?? outer);
    if (!isBlock(element, style)) return yield* inside(element, kind, style);
    if (joined) {
      current.space();
      yield* inside(element, kind, style);
      return current.space();
    }
    begin(kind, element);
    joined = kind === 'title' || kind === 'heading';
    yield* inside(element, kind, style);
    joined = false;
    begin(outer, element.parentElement ?? element);
    yield;
  }
  yield* visit(root, around);
  begin(around, root);
}

/**
 * The children as they are shown: through open shadow roots and slots, only the summary of closed details.
 * @param {Element} element
 * @returns {Iterable<Node>}
 */
function shownChildren(element) {
  const assigned = /** @type {Partial<HTMLSlotElement>} */ (element).assignedNodes?.();
  if (assigned?.length) return assigned;
  if (element.matches('details:not([open])')) return element.querySelectorAll(':scope > summary');
  return (element.shadowRoot ?? element).childNodes;
}

/** Whether an element is, or lies in, a link to another place of the page. @param {Element} element */
function isLinked(element) {
  return Boolean(element.querySelector(LINK_WITHIN_THE_PAGE) ?? element.closest(LINK_WITHIN_THE_PAGE));
}

/**
 * Whether an element is there for screen readers only: clipped, shrunk to a dot or moved off the page.
 * @param {Element} element
 * @param {CSSStyleDeclaration} style
 */
function isTuckedAway(element, {position, overflow, clip, clipPath}) {
  if (!/absolute|fixed/.test(position)) return false;
  const {width, height, right, bottom} = element.getBoundingClientRect();
  const shrunk = overflow !== 'visible' && Math.min(width, height) <= 1;
  return shrunk || clip !== 'auto' || /inset\((50|100)%/.test(clipPath) || right + scrollX <= 0 || bottom + scrollY <= 0;
}

/**
 * Whether an element begins a block. A floated or positioned letter or two inside a line is a drop cap: still part of its word.
 * @param {Element} element
 * @param {CSSStyleDeclaration} style
 */
function isBlock(element, {display, float, position}) {
  if (/^(inline|contents|ruby|math)/.test(display)) return false;
  const outOfLine = float !== 'none' || position === 'absolute';
  return !(outOfLine && PART_OF_A_WORD.test(element.localName) && `${element.textContent}`.trim().length <= 3);
}

/**
 * The kind that an element's surroundings give to its text: `blockquote p` selects quotes.
 * @param {Element | null} element
 * @returns {Kind}
 */
function kindAround(element) {
  if (!element || HOLDS_ARTICLES.test(element.localName)) return 'paragraph';
  return kindOf(element.localName) ?? kindAround(element.parentElement);
}

/**
 * What the selectors match together, in the page's order. An invalid selector takes none of the others with it.
 * @param {readonly string[]} selectors
 * @param {(reason: string, facts: Record<string, unknown>) => void} warn
 * @returns {Element[]}
 */
function matches(selectors, warn) {
  const valid = selectors.filter((selector) => {
    try {
      document.querySelector(selector);
      return true;
    } catch {
      warn('bad-selector', {selector});
      return false;
    }
  });
  return valid.length ? [...document.querySelectorAll(`${valid}`)] : [];
}

/** @param {Set<Element>} elements @param {Element | null} element @returns {boolean} */
function isBelow(elements, element) {
  return !!element && (elements.has(element) || isBelow(elements, element.parentElement));
}

/**
 * What a layout's selectors say of the page: the title is the first match that is shown.
 * @param {Layout} layout
 * @param {(reason: string, facts: Record<string, unknown>) => void} warn
 * @returns {Selection}
 */
export function select({allow, deny, title}, warn) {
  const skipped = new Set(matches(deny, warn));
  const isShown = (/** @type {Element} */ element) => element.checkVisibility?.() !== false && !isBelow(skipped, element);
  return {
    title: matches(title ? [title] : [], warn).find(isShown),
    roots: matches(allow, warn).filter(isShown),
    skipped,
  };
}

/**
 * The blocks of a selection, in reading order, the title first. Empty where there is nothing but a title.
 * @param {Selection} selection
 * @returns {Promise<Block[]>}
 */
export async function collect({title, roots, skipped}) {
  /** @type {Block[]} */
  const blocks = [];
  const marks = document.querySelector('sup') && await import('./footnotes.js');
  if (title) for (const _ of read(title, 'title', skipped, blocks, marks?.isFootnoteMark));
  const titles = blocks.length;
  if (title) skipped.add(title);
  /** @type {Element | undefined} */
  let outermost;
  let began = performance.now();
  for (const root of roots) {
    if (outermost?.contains(root)) continue;
    outermost = root;
    for (const _ of read(root, kindAround(root), skipped, blocks, marks?.isFootnoteMark)) {
      if (performance.now() - began < SLICE_MS) continue;
      await new Promise((resolve) => setTimeout(resolve)); // Lets the browser do what it has to.
      began = performance.now();
    }
  }
  return blocks.length > titles ? blocks : [];
}
