// @ts-check
/**
 * Finds what to read where no layout says it: the elements that the page marks for us, or else what Readability takes for the
 * article, less what is not to be spoken. Fetched for such pages only; the service runs the same code, see unconfigured_v8.js.
 * It looks at the tree alone, never at styles except to leave out what is hidden, so that both find the same.
 * @import {Layout, Selection} from './types.js'
 * @import {Size} from './sizes.js'
 */
import {headline} from './headline.js';
import {whyNoArticle} from './page_kinds.js';
import {readableText} from './readable.js';
import {countWords, measure} from './sizes.js';
import {speakable} from './statements.js';
import {rootsIn} from './stray.js';
import {unspoken} from './unspoken.js';

/** @typedef {Selection & {reasons: Map<Element, string>}} Found why each element is skipped */

const UNSEEN = new Set('link meta noscript script style template'.split(' '));
const APART = 'nav,footer,aside,dialog,[role=navigation],[role=contentinfo],[role=complementary]';
const FIRST_ERROR = 400; // Of HTTP's status codes.
const ENOUGH = 50; // Words that make an `article` the one that the title stands for.

/** @param {Element} element */
function isLeftOut(element) {
  return UNSEEN.has(element.localName) || element.getAttribute('data-readalong') === 'skip' || element.checkVisibility?.() === false;
}

/** @param {Element} element */
function isShown(element) {
  return element.checkVisibility?.() !== false && !element.closest(APART);
}

/** @param {Document} page @param {string} name what the attribute `data-readalong` holds @returns {Element[]} */
function marked(page, name) {
  return [...page.querySelectorAll(`[data-readalong=${name}]`)];
}

/**
 * The innermost element that holds all the text.
 * @param {Element} element
 * @param {Map<Element, Size>} sizes
 * @returns {Element}
 */
function innermost(element, sizes) {
  const words = sizes.get(element)?.words;
  const only = [...element.children].find((child) => sizes.get(child)?.words === words);
  return only ? innermost(only, sizes) : element;
}

/**
 * Elements beside the one that holds the title, made alike, each with a heading like it: whole articles one below the other.
 * @param {Element} title
 * @param {Map<Element, Size>} sizes
 * @returns {Element[]}
 */
function likeIt(title, sizes) {
  const heading = title.localName;
  for (let own = title.parentElement; own && own.localName !== 'body'; own = own.parentElement) {
    const {localName, className} = own;
    const alike = [...(own.parentElement?.children ?? [])].filter((each) => each !== own && each.localName === localName
      && each.className === className && [...each.querySelectorAll(heading)].some((one) => one.className === title.className));
    if (alike[0] && className && (sizes.get(own)?.words ?? 0) >= ENOUGH) return alike;
  }
  return [];
}

/**
 * Where the title stands in an `article`, the others: a page shows more of them below, and more still as one scrolls.
 * @param {Document} page
 * @param {Element | undefined} title
 * @param {Map<Element, Size>} sizes
 * @returns {Element[]}
 */
function otherArticles(page, title, sizes) {
  const own = title?.closest('article');
  if (!own || (sizes.get(own)?.words ?? 0) < ENOUGH) return title ? likeIt(title, sizes) : [];
  return [...page.querySelectorAll('article')].filter((article) => !article.contains(own) && !own.contains(article));
}

/**
 * The text that the page itself calls the article's body, where it is not less than what was found there.
 * @param {Document} page
 * @param {Set<Text>} found
 */
function within(page, found) {
  const bodies = [...page.querySelectorAll('[itemprop~=articleBody]')];
  const inside = [...found].filter((text) => bodies.some((body) => body.contains(text)));
  const words = (/** @type {Iterable<Text>} */ texts) => [...texts].reduce((sum, {data}) => sum + countWords(data), 0);
  return words(inside) * 2 > words(found) ? new Set(inside) : found;
}

/**
 * What is read of the page; nothing where it is no article.
 * @param {Document} page
 * @param {string} pathname the page's
 * @returns {Found | string} or why not
 */
export function find(page, pathname) {
  const [stated] = marked(page, 'title');
  const wanted = marked(page, 'read');
  if (wanted[0]) {
    const title = stated ?? headline(page, isShown, wanted[0]);
    return {title, roots: wanted, skipped: new Set(), reasons: new Map()};
  }
  const found = within(page, readableText(page, isLeftOut));
  const [first] = found;
  if (!first) return 'no text';
  const sizes = measure(found);
  const {skipped: reasons, prose} = unspoken(page.body, {found, sizes, pathname, isLeftOut, speakable: speakable(page)});
  const title = stated ?? headline(page, isShown, first);
  for (const other of otherArticles(page, title, sizes)) reasons.set(other, 'another article');
  if (title) reasons.delete(title);
  const root = innermost(page.body, sizes);
  const refusal = whyNoArticle(page, pathname, root, reasons, prose, sizes.get(root)?.words ?? 0);
  const roots = rootsIn(root, found, sizes, (element) => reasons.has(element) || isLeftOut(element));
  return refusal || {title, roots, skipped: new Set(reasons.keys()), reasons};
}

/** What the page is read by where no layout matches: the site's own choices hold. */
const NO_LAYOUT = {id: 0, url_pattern: '', allow: [], deny: [], title: '', language: '', default_rate: 0};

/**
 * What of the page is read, as `choose` in core.js says it of pages with a layout.
 * @returns {Selection & {layout: Layout}}
 */
export function choose() {
  const status = /** @type {PerformanceNavigationTiming | undefined} */ (performance.getEntriesByType('navigation')[0])?.responseStatus;
  const found = Number(status) >= FIRST_ERROR ? `status ${status}` : find(document, location.pathname);
  if (typeof found === 'string') throw Object.assign(new Error('no-article'), {facts: {why: found}});
  return {layout: NO_LAYOUT, ...found};
}
