// @ts-check
/**
 * What only some pages' markup says: footnote marks, tables that only lay out, and how a stretch is to be said. Fetched only for pages
 * that hold any of it. Twin of `player/articles/extraction/hints.py`; both run tests/vectors/pages/.
 * @import {Block, Hint, Run} from './types.js'
 */
import {isFootnoteMark} from './footnotes.js';
import {clean} from './rules.js';

const LONGEST_VALUE = 200;
const MOST_HINTS = 200; // Of a block: what the service takes.
const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,4}$/i;
const LINK_WITHIN_THE_PAGE = 'a[href*="#"]';
const LAYING_OUT = '[role=presentation],[role=none]';
const NOTES = '[role=doc-noteref],[role=doc-backlink]';
const SAYING = '[data-readalong-say],abbr[title]';
const STRESSING = 'em,strong';

/** A stretch of a block that one element holds. @typedef {{block: Block, start: number, end: number}} Extent */

/**
 * Whether an element is a footnote mark, or leads back to one.
 * @param {Element} element
 * @param {string} before what the block holds before it
 */
export function isMark(element, before) {
  if (element.matches(NOTES)) return true;
  if (element.localName !== 'sup') return false;
  const linked = element.querySelector(LINK_WITHIN_THE_PAGE) ?? element.closest(LINK_WITHIN_THE_PAGE);
  return isFootnoteMark(element.textContent ?? '', Boolean(linked), before);
}

/** What is said around a text: its language, and the elements that say something of it, from the inside out.
 * @typedef {{stated: string, sayers: Element[]}} Surroundings
 */

/**
 * Tells what is said around the text in an element; every element of the page is asked once.
 * @param {string} saying
 */
function surroundings(saying) {
  /** @type {Map<Element, Surroundings>} */
  const known = new Map();
  /** @param {Element | null | undefined} element @returns {Surroundings} */
  const within = (element) => {
    if (!element) return {stated: '', sayers: []};
    const found = known.get(element) ?? add(element, within(parentOf(element)));
    known.set(element, found);
    return found;
  };
  /** @param {Element} element @param {Surroundings} outer @returns {Surroundings} */
  const add = (element, {stated, sayers}) => ({
    stated: languageOf(element) || stated,
    sayers: element.matches(saying) ? [element, ...sayers] : sayers,
  });
  return within;
}

/** The element around a node, or around the shadow root it stands in. @param {Node} node */
function parentOf(node) {
  return node.parentElement ?? /** @type {Partial<ShadowRoot>} */ (node.getRootNode()).host;
}

/** The language that an element states, or empty. @param {Element} element */
function languageOf(element) {
  const stated = element.getAttribute('data-readalong-lang') ?? element.getAttribute('lang') ?? '';
  const tag = stated.trim().replace(/_/g, '-');
  return LANGUAGE.test(tag) ? tag : '';
}

/** Whether what is stated says no more than the article's own language: the same, or less of it. @param {string} stated @param {string} own */
function isOwn(stated, own) {
  return `${own.toLowerCase()}-`.startsWith(`${stated.toLowerCase()}-`);
}

/** A run without the spaces at its ends. @param {Block} block @param {Run} run @returns {Extent} */
function extentOf(block, {at, length}) {
  const text = block.text.slice(at, at + length);
  return {block, start: at + text.length - text.trimStart().length, end: at + text.trimEnd().length};
}

/** What an element says of its text. @param {Element} element @returns {Pick<Hint, 'kind' | 'value'> | undefined} */
function hintOf(element) {
  const said = element.getAttribute('data-readalong-say');
  const value = clean(said ?? (element.matches('abbr') ? element.getAttribute('title') : '') ?? '');
  if (value.length > LONGEST_VALUE) return;
  if (said !== null) return value ? {kind: 'say', value} : {kind: 'skip', value};
  if (element.matches(STRESSING)) return {kind: 'emphasis', value: ''};
  return value ? {kind: 'abbr', value} : undefined;
}

/**
 * Puts down what the elements of one block each say of their stretch of it. Those that reach into other blocks say nothing.
 * @param {Block[]} blocks
 * @param {ReturnType<typeof surroundings>} within
 */
function addSayings(blocks, within) {
  /** @type {Map<Element, Extent | undefined>} */
  const extents = new Map();
  for (const block of blocks) {
    for (const run of block.runs) {
      const extent = extentOf(block, run);
      if (extent.start >= extent.end) continue;
      for (const element of within(parentOf(run.node)).sayers) {
        const known = extents.get(element);
        if (known?.block === block) known.end = extent.end;
        else extents.set(element, extents.has(element) ? undefined : {...extent});
      }
    }
  }
  for (const [element, extent] of extents) {
    const hint = extent && hintOf(element);
    if (hint) add(extent.block, {...hint, start: extent.start, end: extent.end});
  }
}

/** Of several that say the same kind of thing of the same stretch, the innermost counts. @param {Block} block @param {Hint} hint */
function add(block, hint) {
  const hints = (block.hints ??= []);
  if (!hints.some(({kind, start, end}) => kind === hint.kind && start === hint.start && end === hint.end)) hints.push(hint);
}

/**
 * Puts down where a block is in another language than the article.
 * @param {Block} block
 * @param {string} own the article's
 * @param {ReturnType<typeof surroundings>} within
 */
function addLanguages(block, own, within) {
  /** @type {{language: string, start: number, end: number}[]} */
  const stretches = [];
  for (const run of block.runs) {
    const {start, end} = extentOf(block, run);
    if (start >= end) continue;
    const {stated} = within(parentOf(run.node));
    const language = isOwn(stated, own) ? '' : stated;
    const last = stretches[stretches.length - 1];
    if (last?.language === language) last.end = end;
    else stretches.push({language, start, end});
  }
  if (stretches.length === 1) return void (stretches[0].language && (block.language = stretches[0].language));
  for (const {language, start, end} of stretches) if (language) add(block, {kind: 'lang', start, end, value: language});
}

/** By place, the longer first; then by kind. @param {Hint} one @param {Hint} other */
function inOrder(one, other) {
  return one.start - other.start || other.end - one.end || (one.kind < other.kind ? -1 : 1);
}

/**
 * A block's own language and hints as the fingerprint takes them: docs/api.md, “The fingerprint”.
 * @param {Pick<Block, 'language' | 'hints'>} block
 */
export function notesOf({language, hints = []}) {
  const lines = hints.map(({kind, start, end, value}) => `\n${kind}\t${start}\t${end}\t${value}`);
  return (language ? `\nlanguage\t${language}` : '') + lines.join('');
}

/**
 * Adds to the blocks what the page's markup says of them beside their text.
 * @param {Block[]} blocks
 * @param {boolean} stressed whether what the page stresses is wanted: some voice of the site can stress
 */
export function annotate(blocks, stressed) {
  const within = surroundings(stressed ? `${SAYING},${STRESSING}` : SAYING);
  const own = within(blocks[0]?.element).stated;
  addSayings(blocks, within);
  for (const block of blocks) {
    if (block.kind === 'cell' && block.element.closest('table')?.matches(LAYING_OUT)) block.kind = 'paragraph';
    addLanguages(block, own, within);
    if (block.hints) block.hints = block.hints.sort(inOrder).slice(0, MOST_HINTS);
    block.notes = notesOf(block);
  }
}
