// @ts-check
/**
 * What a page says of itself beside its text: language, reading level, story, its address and its other versions. Fetched when the
 * article is delivered, and before that only where a layout finds the language by a rule. The twin of
 * `player/articles/extraction/facts.py`; both run tests/vectors/facts.json. Rules: `player/sites/rules.py`.
 * @import {Facts, Layout, Rule} from './types.js'
 */
import {clean} from './rules.js';
import {covers} from './layouts.js';

const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,4}$/i;
const LONGEST_LEVEL = 40;
const LONGEST = 200;
const MOST_ALTERNATES = 50;
// Of several things that a page describes, its article goes before the site and the trail of links that leads to it.
const ARTICLE = /(Article|Posting|Report|Story|CreativeWork)$/;

/** @typedef {(rule: Rule, page: Document, url: URL) => string | null} Finder what it finds, null for nothing */

/**
 * The first element; none where the selector is not this browser's.
 * @param {Document} page
 * @param {string} selector
 */
function first(page, selector) {
  try {
    return page.querySelector(selector);
  } catch {
    return null;
  }
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The part of the address that stands where the pattern has {}; '' where the pattern has none and covers it.
 * @type {Finder}
 */
function inAddress({subject: pattern}, _page, {host, pathname}) {
  const text = pattern.startsWith('/') ? pathname : host + pathname;
  const [before, after] = pattern.split('{}');
  if (after === undefined) return covers(pattern, text) ? '' : null;
  // The hole lies between two slashes; what stands there with it bounds it.
  const from = before.lastIndexOf('/') + 1;
  const to = `${after}/`.indexOf('/');
  const [head, tail] = [before.slice(from), after.slice(0, to)];
  for (const {0: part, index} of text.matchAll(/[^/]+/g)) {
    if (part.length <= head.length + tail.length || !part.startsWith(head) || !part.endsWith(tail)) continue;
    const rest = text.slice(index + part.length);
    if (covers(before.slice(0, from), text.slice(0, index)) && covers(after.slice(to), rest)) {
      return decoded(part.slice(head.length, part.length - tail.length));
    }
  }
  return null;
}

/**
 * The things that the page's JSON-LD describes, articles first.
 * @param {Document} page
 * @returns {any[]}
 */
function described(page) {
  /** @param {any} thing @returns {any[]} */
  const flat = (thing) => {
    if (Array.isArray(thing)) return thing.flatMap(flat);
    return thing && typeof thing === 'object' ? [thing, ...flat(thing['@graph'])] : [];
  };
  const things = [...page.querySelectorAll('script[type="application/ld+json" i]')].flatMap((script) => {
    try {
      return flat(JSON.parse(script.textContent ?? ''));
    } catch {
      return [];
    }
  });
  const isArticle = (/** @type {any} */ thing) => [thing['@type']].flat().some((type) => ARTICLE.test(`${type}`));
  return [...things.filter(isArticle), ...things.filter((thing) => !isArticle(thing))];
}

/** The text of a JSON-LD value; of a thing, its short name before its name. @param {any} value @returns {string | null} */
function textOf(value) {
  const [one] = [value].flat();
  if (typeof one === 'string' || Number.isInteger(one)) return `${one}`;
  if (!one || typeof one !== 'object') return null;
  return textOf(one['@value'] ?? one.alternateName ?? one.name ?? null);
}

/** @param {any} thing @param {string} key */
function step(thing, key) {
  const [one] = [thing].flat();
  return one && typeof one === 'object' && Object.hasOwn(one, key) ? one[key] : null;
}

/** @type {Finder} */
function inLinkedData({subject}, page) {
  for (const thing of described(page)) {
    const text = textOf(subject.split('.').reduce(step, thing));
    if (text) return text;
  }
  return null;
}

/** @type {Record<Rule['source'], Finder>} */
const FINDERS = {
  fixed: () => '',
  css({subject, attribute}, page) {
    const element = first(page, subject);
    return (attribute ? element?.getAttribute(attribute) : element?.getAttribute('content') ?? element?.textContent) ?? null;
  },
  meta({subject}, page) {
    const named = subject.toLowerCase();
    const names = (/** @type {Element} */ meta) => ['name', 'property', 'itemprop'].map((name) => meta.getAttribute(name));
    const isNamed = (/** @type {Element} */ meta) => names(meta).some((name) => name?.toLowerCase() === named);
    return [...page.querySelectorAll('meta[content]')].find(isNamed)?.getAttribute('content') ?? null;
  },
  url: inAddress,
  query: ({subject}, _page, url) => url.searchParams.get(subject),
  'json-ld': inLinkedData,
};

/**
 * What the first rule finds that finds anything fit to be used.
 * @param {readonly Rule[]} rules
 * @param {Document} page
 * @param {URL} url
 * @param {(text: string) => boolean} isFit
 * @returns {string}
 */
function found(rules, page, url, isFit) {
  for (const rule of rules) {
    const text = FINDERS[rule.source]?.(rule, page, url) ?? null;
    const value = text === null ? '' : clean(rule.value || text);
    if (value && isFit(value)) return value;
  }
  return '';
}

/** @param {number} most @returns {(text: string) => boolean} whether a text has no more characters than that */
const within = (most) => (text) => [...text].length <= most;

/** The page's own word for a fact, by our attribute. @param {string} name @returns {Rule} */
const stated = (name) => ({source: 'css', subject: `[data-readalong-${name}]`, attribute: `data-readalong-${name}`, value: ''});

/**
 * The article's language by the layout's rules, empty where none of them knows it.
 * @param {Layout} layout
 * @param {Document} [page]
 * @param {URL} [url]
 */
export function languageOf({language_rules = []}, page = document, url = new URL(location.href)) {
  return found(language_rules, page, url, (text) => LANGUAGE.test(text));
}

/**
 * @param {Layout} layout
 * @param {Document} [page]
 * @param {URL} [url]
 * @returns {Facts}
 */
export function factsOf({level_rules = [], story_rules = []}, page = document, url = new URL(location.href)) {
  /** @param {Element | null} link */
  const target = (link) => {
    const href = link?.getAttribute('href')?.trim();
    const named = href && URL.canParse(href, url) ? new URL(href, url) : null;
    if (!named || !/^https?:$/.test(named.protocol)) return '';
    named.hash = '';
    return named.href;
  };
  const links = [...page.querySelectorAll('link[rel~="alternate" i][hreflang][href]')];
  const alternates = links.map((link) => ({language: link.getAttribute('hreflang') ?? '', url: target(link)}));
  const opened = new URL(url);
  opened.hash = '';
  return {
    url: opened.href,
    canonical: target(page.querySelector('link[rel~="canonical" i][href]')),
    level: found([stated('level'), ...level_rules], page, url, within(LONGEST_LEVEL)),
    story: found([stated('story'), ...story_rules], page, url, within(LONGEST)),
    alternates: alternates.filter((each) => each.url && LANGUAGE.test(each.language)).slice(0, MOST_ALTERNATES),
    signature: found([stated('signature')], page, url, within(LONGEST)),
  };
}
