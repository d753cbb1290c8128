// @ts-check
/**
 * Short selectors for an element that will still find it when the page is made anew: by what people have named, never by place.
 */

const MOST = 5;
const LONGEST = 200; // As much as a layout takes.
const MANY = 30; // Whatever matches more is hardly meant.
// Names that programs make, that say how something looks, or that come and go.
const FLEETING =
  /\d{3}|[A-Z\d]{6}|[^\w-]|__\w{5}$|^(css|sc|jsx|svelte|emotion|is|has|js|no|col|row|mt|mb|pt|pb|px|py|mx|my|d|w|h|p|m)-|^(active|open|show|shown|hidden|loaded|visible|selected|current)$|^\w{1,2}$/;
const TELLING = /^(article|main|aside|figure|figcaption|nav|header|footer|section|table|blockquote|form|h[1-6])$|-/;

/** @param {string} name */
const isLasting = (name) => Boolean(name) && !FLEETING.test(name);

/**
 * What an element is called, the surest first.
 * @param {Element} element
 * @returns {string[]}
 */
function namesOf(element) {
  const classes = [...element.classList].filter(isLasting).map((name) => `.${CSS.escape(name)}`);
  const tag = element.localName;
  return [
    ...(isLasting(element.id) ? [`#${CSS.escape(element.id)}`] : []),
    ...['itemprop', 'role', 'data-component', 'data-testid'].filter((name) => isLasting(element.getAttribute(name) ?? ''))
      .map((name) => `[${name}="${CSS.escape(element.getAttribute(name) ?? '')}"]`),
    ...classes,
    ...(classes[1] ? [classes.slice(0, 2).join('')] : []),
    ...(TELLING.test(tag) ? [tag] : []),
  ];
}

/** The nearest element around that has a name. @param {Element} element @returns {Element | null} */
function namedAround({parentElement: around}) {
  if (!around || around.localName === 'body') return null;
  return namesOf(around)[0] ? around : namedAround(around);
}

/**
 * Selectors of an element, the best first, and how many elements each matches.
 * @param {Element} element
 * @returns {{selector: string, count: number}[]}
 */
export function proposals(element) {
  const own = namesOf(element);
  const around = namedAround(element);
  const [outer] = around ? namesOf(around) : [];
  const step = around === element.parentElement ? ' > ' : ' ';
  const nested = outer ? [...own.slice(0, 1), element.localName].map((inner) => `${outer}${step}${inner}`) : [];
  const found = [...new Set([...own, ...nested, element.localName])]
    .filter((selector) => selector.length <= LONGEST)
    .map((selector) => ({selector, count: countOf(selector)}))
    .filter(({count}) => count);
  const few = found.filter(({count}) => count <= MANY);
  return (few[0] ? few : found).slice(0, MOST);
}

/**
 * How many elements of the page a selector matches; -1 where it is not valid.
 * @param {string} selector
 */
export function countOf(selector) {
  try {
    return document.querySelectorAll(selector).length;
  } catch {
    return -1;
  }
}
