// @ts-check
/**
 * What of a page is not read, and why: for staff, never for readers. It looks at what was read and finds the reasons afterwards, so
 * that reading itself carries nothing for it. Twin of `player/articles/extraction/skipping.py`.
 * @import {Block, Layout, Selection} from './types.js'
 */
import {isHidden} from './collect.js';
import {NEVER, WANTED, clean} from './rules.js';

const LONGEST_TEXT = 80;
const LONGEST_PATH = 4;
const MACHINERY = 'script,style,noscript,template,iframe';

/** A part of the page that is not read. @typedef {{text: string, element: string, rule: string}} Skipped */

/**
 * What holds text that is in none of the blocks, each part as large as can be, in the page's order.
 * @param {Selection & {reasons?: Map<Element, string>}} selection
 * @param {Block[]} blocks
 * @param {Pick<Layout, 'deny'>} [layout] the selection's, where it has one
 * @returns {Skipped[]}
 */
export function explain(selection, blocks, layout) {
  return unread(selection, blocks, layout).map(({element, text, rule}) => ({text: shortened(text), element: pathOf(element), rule}));
}

/**
 * The elements of `explain`, their text whole.
 * @param {Selection & {reasons?: Map<Element, string>}} selection
 * @param {Block[]} blocks
 * @param {Pick<Layout, 'deny'>} [layout]
 * @returns {{element: Element, text: string, rule: string}[]}
 */
export function unread({roots, skipped, reasons}, blocks, layout) {
  /** @type {Set<Node>} */
  const lines = new Set();
  for (const {runs} of blocks) for (const {node} of runs) addLine(lines, node);
  for (const element of skipped) addLine(lines, element.parentNode);
  for (const root of roots) addLine(lines, root);
  /** @param {Element} element @returns {string} */
  const ruleAgainst = (element) => {
    const denied = skipped.has(element) && layout?.deny.find((selector) => element.matches(selector));
    if (denied) return `deny ${denied}`;
    if (reasons?.has(element)) return `unspoken: ${reasons.get(element)}`;
    return lines.has(element) ? '' : ownRule(element, lines);
  };
  /** @type {{element: Element, text: string, rule: string}[]} */
  const found = [];
  /** @param {Element} element */
  const visit = (element) => {
    if (element.matches(MACHINERY)) return;
    const rule = ruleAgainst(element);
    const text = rule && clean(element.textContent ?? '');
    if (text) found.push({text, element, rule});
    if (!rule) for (const child of (element.shadowRoot ?? element).children) visit(child);
  };
  visit(document.body);
  return found;
}

/** @param {Set<Node>} lines @param {Node | null} node */
function addLine(lines, node) {
  for (; node && !lines.has(node); node = node.parentNode ?? /** @type {ShadowRoot} */ (node).host) lines.add(node);
}

/** Why an element is not read that nobody left out. @param {Element} element @param {Set<Node>} lines */
function ownRule(element, lines) {
  const never = !element.matches(WANTED) && NEVER.split(',').find((selector) => element.matches(selector));
  if (never) return `never read: ${never}`;
  const style = getComputedStyle(element);
  if (style.display === 'none') return 'hidden: display none';
  if (style.contentVisibility === 'hidden') return 'hidden: content-visibility';
  if (isHidden(element, style)) return 'hidden: for screen readers only';
  if (style.visibility !== 'visible') return 'hidden: visibility';
  if (element.parentElement?.matches('details:not([open])')) return 'hidden: closed details';
  const isMark = element.matches('sup,[role=doc-noteref],[role=doc-backlink]') && lines.has(/** @type {Node} */ (element.parentNode));
  return isMark ? 'footnote mark' : 'not selected';
}

/** @param {string} text */
function shortened(text) {
  const characters = [...text];
  return characters.length <= LONGEST_TEXT ? text : `${characters.slice(0, LONGEST_TEXT - 1).join('').trimEnd()}…`;
}

/** A short CSS path: the element behind its nearest ancestor with an id, or behind a few ancestors. @param {Element} element */
export function pathOf(element) {
  const steps = [];
  for (let step = /** @type {Element | null} */ (element); step && steps.length < LONGEST_PATH; step = step.parentElement) {
    if (step.localName === 'html') break;
    steps.unshift(step.id ? `${step.localName}#${step.id}` : [step.localName, ...[...step.classList].slice(0, 2)].join('.'));
    if (step.id) break;
  }
  return steps.join(' > ');
}
