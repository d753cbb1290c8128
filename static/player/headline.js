// @ts-check
/** Which element of a page is its headline: the heading that says what the page's own title says. */
import {clean} from './rules.js';

const HEADLINES = 'h1,h2,h3,[role=heading],[itemprop~=headline]';
const LONGEST = 40; // Words.
const FEWEST = 3; // Words of what is no heading.
const ALIKE = 0.5; // Headings below are about something else.
const FIRST_RANK = 0.1; // What an h1 has ahead of other headings.
const FIRST = 'h1,[role=heading][aria-level="1"]';
const FRONT = /^(\w+:)?(\/\/[^/]*)?\/?$/; // Where a site's own name leads.
const SEPARATORS = /\s[|·•–—:»«/-]+\s|\s*[|»«]\s*/;

/** @param {string} text @returns {string[]} */
function wordsOf(text) {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/**
 * How much two texts have in common: 1 when they are made of the same words.
 * @param {readonly string[]} some
 * @param {readonly string[]} others
 */
function likeness(some, others) {
  const known = new Set(others);
  const shared = some.filter((word) => known.has(word)).length;
  return some.length && others.length ? (2 * shared) / (some.length + others.length) : 0;
}

/** What the page calls itself. @param {Document} page @param {string} name */
function meta(page, name) {
  return clean(page.querySelector(`meta[property="${name}"],meta[name="${name}"]`)?.getAttribute('content') ?? '');
}

/** Whether a heading is a link to the front page: the site's name. @param {Element} element */
function isSite(element) {
  const link = element.closest('a') ?? element.querySelector('a');
  return FRONT.test(link?.getAttribute('href') ?? '-') && link?.textContent?.trim() === element.textContent?.trim();
}

/**
 * The page's headline, or nothing where no heading is one.
 * @param {Document} page
 * @param {(element: Element) => boolean} isShown
 * @param {Node} [first] where the article's text begins
 * @returns {Element | undefined}
 */
export function headline(page, isShown, first) {
  const own = clean(page.title);
  const titles = [meta(page, 'og:title'), own, ...own.split(SEPARATORS)].map(wordsOf);
  const site = meta(page, 'og:site_name').toLowerCase();
  const candidates = [...page.querySelectorAll(HEADLINES)]
    .map((element) => ({element, text: clean(element.textContent ?? ''), rank: element.matches(FIRST) ? FIRST_RANK : 0}))
    .filter(({element, text}) => text && text.toLowerCase() !== site && wordsOf(text).length <= LONGEST && isShown(element) && !isSite(element));
  const best = candidates
    .map(({element, text, rank}) => ({element, score: rank + Math.max(...titles.map((title) => likeness(wordsOf(text), title)))}))
    .reduce((one, other) => (other.score > one.score ? other : one), {element: /** @type {Element | undefined} */ (undefined), score: ALIKE});
  const firsts = candidates.filter(({rank}) => rank).map(({element}) => element);
  return best.element ?? lastBefore(firsts, first) ?? spelled(page, titles, isShown);
}

/**
 * The innermost element, heading or not, that says the page's title word by word.
 * @param {Document} page
 * @param {readonly string[][]} titles
 * @param {(element: Element) => boolean} isShown
 */
function spelled(page, titles, isShown) {
  const wanted = new Set(titles.filter((words) => words.length >= FEWEST).map(String));
  const says = (/** @type {Element} */ element) => element.children.length === 0 && wanted.has(`${wordsOf(element.textContent ?? '')}`);
  return [...page.body.querySelectorAll('b,div,font,p,span,strong')].find((element) => says(element) && isShown(element));
}

/**
 * The last of the headings that stands before the text.
 * @param {readonly Element[]} headings
 * @param {Node} [first]
 */
function lastBefore(headings, first) {
  const PRECEDES = 2; // Node.DOCUMENT_POSITION_PRECEDING
  return headings.filter((heading) => first && first.compareDocumentPosition(heading) & PRECEDES).pop();
}
