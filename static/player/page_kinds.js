// @ts-check
/**
 * Whether a page is an article, or a front page, a list, a shop, a form: on those nothing is offered to be read.
 * A page's own word counts most, then how much running text was found.
 */
import {leadsElsewhere} from './speech.js';
import {statedTypes} from './statements.js';

const FEWEST = 60; // Words of prose.
const FEWEST_STATED = 20; // The same on a page that says that it is an article: news in brief, a poem.
const FEW_TEASERS = 3; // Headings that lead to other pages.
const LONG_TEASER = 60; // Words of prose under each of them: what has more is sections of one text.
const OFTEN_ABOUT_FORMS = 200; // Words of prose below which a password is what the page is about.

const ARTICLE = /(Article|Posting|Report|Review|Recipe|Chapter|ShortStory|Poem|Guide|FAQPage|QAPage)$/;
const OTHER = /(Product|ProductGroup|ItemList|OfferCatalog|CollectionPage|SearchResultsPage|CheckoutPage|ContactPage|ProfilePage|ImageGallery|MediaGallery|VideoGallery|ItemPage)$/;
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
  const headings = [...root.querySelectorAll('h1,h2,h3,h4')].filter((heading) => isShown(heading) && !isBelow(skipped, heading));
  const teasers = headings.filter((heading) => {
    const link = heading.closest('a') ?? heading.querySelector('a');
    return link && leadsElsewhere(link.getAttribute('href') ?? '', pathname);
  });
  if (teasers.length >= FEW_TEASERS && prose < teasers.length * LONG_TEASER) return 'list of teasers';
  if (prose < OFTEN_ABOUT_FORMS && [...page.querySelectorAll('input[type=password]')].some(isShown)) return 'form';
  return '';
}

/** @param {Element} element */
function isShown(element) {
  return element.checkVisibility?.() !== false;
}

/** @param {Map<Element, string>} skipped @param {Element | null} element @returns {boolean} */
function isBelow(skipped, element) {
  return !!element && (skipped.has(element) || isBelow(skipped, element.parentElement));
}
