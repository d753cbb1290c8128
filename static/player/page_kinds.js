// @ts-check
/**
 * Whether a page is an article, or a front page, a list, a shop, a form: on those nothing is offered to be read.
 * A page's own word counts most, then how much running text was found.
 */
import {countWords} from './sizes.js';
import {leadsElsewhere} from './speech.js';
import {statedTypes} from './statements.js';

const FEWEST = 60; // Words of prose.
const FEWEST_STATED = 20; // The same on a page that says that it is an article: news in brief, a poem.
const FEW_TEASERS = 3; // Headings that lead to other pages.
const LONG_TEASER = 60; // Words of prose under each of them: what has more is sections of one text.
const LONG_POST = 150; // The same on a page that does not say that it is an article, whose headings all lead to one site.
const OFTEN_ABOUT_FORMS = 200; // Words of prose below which a password is what the page is about.

const ARTICLE = /(Article|Posting|Report|Review|Recipe|Chapter|ShortStory|Poem|Guide|FAQPage|QAPage)$/;
const OTHER = /(Product|ProductGroup|ItemList|OfferCatalog|CollectionPage|SearchResultsPage|CheckoutPage|ContactPage|ProfilePage|ImageGallery|MediaGallery|VideoGallery|ItemPage)$/;
const SEARCH = /\/(search|suche|busca|buscar|busqueda|recherche|ricerca)(\/|\.|$)/i;
const FRONT = /^\/([a-z]{2}(-[a-z]{2})?\/?)?((index|default|home)(\.\w+)?)?$/i;

/**
 * Why the page is no article, or empty.
 * @param {Document} page
 * @param {string} pathname the page's
 * @param {Element} root what holds the text
 * @param {Map<Element, string>} skipped what of it is not spoken
 * @param {number} prose how many words stand in paragraphs
 * @param {number} words how many were found
 * @returns {string}
 */
export function whyNoArticle(page, pathname, root, skipped, prose, words) {
  const kind = page.querySelector('meta[property="og:type"]')?.getAttribute('content') ?? '';
  const types = statedTypes(page);
  const saysArticle = types.some((type) => ARTICLE.test(type));
  const isStated = saysArticle || /article|blog/i.test(kind) || page.querySelector('[itemprop~=articleBody]');
  if (prose < (isStated ? FEWEST_STATED : FEWEST)) return 'little text';
  if (prose < words / 3) return 'more lists than text';
  const isOther = /product|profile|video|music/i.test(kind) || types.some((type) => OTHER.test(type));
  if (isOther && !saysArticle) return 'says it is something else';
  if (FRONT.test(pathname) && !saysArticle) return 'front page';
  if (SEARCH.test(pathname) && !saysArticle) return 'search results';
  const headings = [...root.querySelectorAll('h1,h2,h3,h4')].filter((heading) => isShown(heading) && !isBelow(skipped, heading));
  const teasers = headings.filter((heading) => leadsElsewhere(addressOf(heading), pathname));
  if (teasers.length >= FEW_TEASERS && prose < teasers.length * LONG_TEASER) return 'list of teasers';
  const areShort = prose < teasers.length * LONG_POST;
  if (!isStated && areShort && leadToOneSite(teasers) >= FEW_TEASERS) return 'list of articles';
  const items = [...skipped.keys()].filter(isTitleOfItem);
  if (items.length >= FEW_TEASERS && prose < items.length * LONG_TEASER) return 'list of links';
  if (prose < OFTEN_ABOUT_FORMS && [...page.querySelectorAll('input[type=password]')].some(isShown)) return 'form';
  return '';
}

/** Where a heading leads as a whole; a link at its end only changes or repeats it. @param {Element} heading */
function addressOf(heading) {
  const link = heading.closest('a') ?? heading.querySelector('a');
  const isWhole = countWords(link?.textContent ?? '') * 2 > countWords(heading.textContent ?? '');
  return (isWhole && link?.getAttribute('href')) || '';
}

/** How many of the headings lead to the same site: an article's chapters about others lead to one each. @param {Element[]} headings */
function leadToOneSite(headings) {
  const hosts = headings.map((heading) => /^(\w+:)?\/\/([^/]*)/.exec(addressOf(heading))?.[2] ?? '');
  return Math.max(0, ...hosts.map((host) => hosts.filter((each) => each === host).length));
}

/** Whether a link is the first of an item, over a text: one of the results of a search. @param {Element} element */
function isTitleOfItem(element) {
  const item = element.parentElement;
  const follows = element.nextElementSibling;
  return element.localName === 'a' && item?.firstElementChild === element && !!follows?.textContent?.trim()
    && item.nextElementSibling?.localName === item.localName;
}

/** @param {Element} element */
function isShown(element) {
  return element.checkVisibility?.() !== false;
}

/** @param {Map<Element, string>} skipped @param {Element | null} element @returns {boolean} */
function isBelow(skipped, element) {
  return !!element && (skipped.has(element) || isBelow(skipped, element.parentElement));
}
