// @ts-check
/**
 * From the page's DOM to blocks: the text of each, and the runs that say where in the page it stands.
 *
 * One pass over the allowed elements, reading only. What a block is follows the computed display, not the tag, because that is
 * what the reader sees; the rules that need no DOM are in rules.js.
 * @import {Block, Kind, Layout, Selection} from './types.js'
 */
import {breather} from './breathing.js';
import {KINDS, MARKUP, UNREADABLE, UNSPOKEN, WANTED, WHITE} from './rules.js';
import {matches} from './selectors.js';

const PART_OF_A_WORD = /^(span|b|strong|i|em)$/;

/** @typedef {typeof import('./markup.js')} Markup */

/**
 * Reads `root`'s blocks into `blocks`; a generator, so that its caller can let the page breathe between them.
 * @param {Element} root
 * @param {Kind} around the kind that its surroundings give to its text
 * @param {Set<Element>} skipped
 * @param {Block[]} blocks
 * @param {Markup | null} markup
 * @returns {Generator<void>}
 */
function* read(root, around, skipped, blocks, markup) {
  /** @type {Block} */
  let block;
  /** White space that is put down only when something follows it, and the character that stands for it, none at a line break or an edge. @type {[Text?, number?] | null} */
  let gap;
  // Whether a line has just been broken.
  let broken = false;
  // In a title or heading all is one block.
  let joined = false;

  /** @param {Kind} kind @param {Element} element */
  const begin = (kind, element) => {
    if (block?.text) blocks.push(block);
    block = {kind, text: '', runs: [], element};
    gap = null;
    broken = false;
  };
  const beginAlike = () => begin(block.kind, block.element);
  /** @param {string} piece @param {Text} [node] @param {number} [offset] */
  const append = (piece, node, offset = 0) => {
    const {text, runs} = block;
    const last = runs.at(-1);
    if (last && last.node === node && last.offset + last.length === offset) last.length += piece.length;
    else if (node) runs.push({at: text.length, length: piece.length, node, offset});
    block.text += piece;
  };
  /** @param {Text} node @param {boolean} parted whether a blank line is seen as one, and ends a block */
  const add = (node, parted) => {
    let offset = 0;
    node.data.split(UNSPOKEN).forEach((piece, at) => {
      if (at % 2) {
        if (parted && /\n[^]*\n/.test(piece)) beginAlike();
        else if (WHITE.test(piece)) gap ??= [node, offset];
      } else if (piece) {
        if (gap && block.text) append(' ', ...gap);
        gap = null;
        broken = false;
        append(piece, node, offset);
      }
      offset += piece.length;
    });
  };

  /** @param {Element} element @param {Kind} outer @returns {Generator<void>} */
  function* visit(element, outer) {
    if (element.localName === 'br') {
      // Two of them with nothing in between end a block.
      if (broken && !joined) beginAlike();
      gap ??= [];
      broken = true;
      return;
    }
    if (skipped.has(element) || element.matches(UNREADABLE)) return;
    const style = getComputedStyle(element);
    if (isHidden(element, style) || markup?.isMark(element, block.text)) return;
    const kind = outer === 'title' ? outer : (kindOf(element) ?? outer);
    const edge = isBlock(element, style);
    const whole = edge && !joined;
    if (whole) {
      begin(kind, element);
      joined = /title|heading/.test(kind);
    } else if (edge) gap ??= [];
    for (const child of shownChildren(element)) {
      if (child instanceof Element) yield* visit(child, kind);
      else if (child instanceof Text && style.visibility === 'visible') add(child, !joined && kind !== 'code' && /pre|br/.test(style.whiteSpace));
    }
    if (whole) {
      joined = false;
      begin(outer, element.parentElement ?? element);
      yield;
    } else if (edge) gap ??= [];
  }
  begin(around, root);
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

/**
 * Whether an element is not shown, or is there for screen readers only: clipped, shrunk to a dot or moved off the page.
 * @param {Element} element
 * @param {CSSStyleDeclaration} style
 */
export function isHidden(element, style) {
  const {display} = style;
  if (display === 'inline') return false; // As most are; whatever is positioned or clipped is none.
  const {position, overflow} = style;
  if (display === 'none' || style.contentVisibility === 'hidden') return true;
  const clips = overflow !== 'visible';
  if (!clips && !/absolute|fixed/.test(position)) return false;
  const {width, height, right, bottom} = element.getBoundingClientRect();
  const shrunk = clips && Math.min(width, height) <= 1;
  return shrunk || style.clip !== 'auto' || /inset\((50|100)%/.test(style.clipPath) || right + scrollX <= 0 || bottom + scrollY <= 0;
}

/**
 * Whether an element begins a block. A floated or positioned letter or two inside a line is a drop cap: still part of its word.
 * @param {Element} element
 * @param {CSSStyleDeclaration} style
 */
function isBlock(element, style) {
  if (/^(inline|contents|ruby)|math/.test(style.display)) return false;
  const outOfLine = style.float !== 'none' || style.position === 'absolute';
  return !(outOfLine && PART_OF_A_WORD.test(element.localName) && `${element.textContent}`.trim().length <= 3);
}

/** The language that the page gives to an element, by our mark or by `lang`, whichever is nearer. @param {Element} element */
export function languageAround(element) {
  const marked = element.closest('[data-readalong-lang]:not([data-readalong-lang=""]),[lang]:not([lang=""])');
  return (marked?.getAttribute('data-readalong-lang') || marked?.getAttribute('lang') || '').trim();
}

/** The kind that an element gives to its text, if it gives any: a paragraph in a quote is a quote. @param {Element} element */
const kindOf = (element) => KINDS.find(([, selector]) => element.matches(selector))?.[0];

/** The kind that an element's surroundings give to its text: `blockquote p` selects quotes. @param {Element} element @returns {Kind} */
const kindAround = (element) => kindOf(/** @type {Element} */ (element.closest(`article,section,main,body,${KINDS.map(([, selector]) => selector)}`))) ?? 'paragraph';

/**
 * What a layout's selectors say of the page: the title is the first match that is shown.
 * @param {Layout} layout
 * @param {(reason: string, facts: Record<string, unknown>) => unknown} [warn]
 * @returns {Selection}
 */
export function select({allow, deny, title}, warn) {
  const denied = matches([...deny, '[data-readalong=skip]'], warn).filter((element) => !element.matches(WANTED));
  /** @param {Element | null} element @returns {boolean} */
  const isShown = (element) => !element || (!denied.some((each) => each.contains(element)) && (getComputedStyle(element).display === 'contents'
    ? isShown(element.parentElement) : element.checkVisibility?.() !== false));
  const titles = [...matches(['[data-readalong=title]'], warn), ...matches([title], warn)].filter(isShown);
  return {
    title: titles[0],
    titles,
    roots: matches([...allow, WANTED], warn).filter(isShown),
    skipped: new Set(denied),
  };
}

/**
 * The blocks of a selection, in reading order, the title first. Empty where there is nothing but a title.
 * @param {Selection} selection
 * @param {boolean} [stressed] whether what the page stresses is wanted as hints
 * @returns {Promise<Block[]>}
 */
export async function collect({title, roots, skipped}, stressed = false) {
  const passed = new Set(skipped);
  /** @type {Block[]} */
  const blocks = [];
  const markup = document.querySelector(MARKUP + (stressed ? ',em,strong' : '')) && await import('./markup.js');
  /** @type {Element | undefined} */
  let outermost;
  const breathe = breather();
  for (const root of [title, ...roots]) {
    if (!root || outermost?.contains(root)) continue;
    outermost = root;
    for (const _ of read(root, root === title ? 'title' : kindAround(root), passed, blocks, markup)) await breathe();
    passed.add(root); // So that a root around the title does not read it again.
  }
  markup?.annotate(blocks, stressed);
  return blocks.some(({kind}) => kind !== 'title') ? blocks : [];
}
