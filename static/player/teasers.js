// @ts-check
/**
 * Links to other articles: those on the page that are to have badges, what the service tells of them, and addresses that lead into the sound.
 * @import {Layout, Service} from './types.js'
 */
import {matches} from './selectors.js';
import {warn} from './warnings.js';

/** An article in one language and level, as the service tells of it. @typedef {{url: string, language: string, level: string, state: 'ready' | 'unknown', duration_ms?: number}} Version */
/** @typedef {{element: Element, link: HTMLAnchorElement, url: string, plays: boolean}} Teaser */

const MARK = 'data-readalong-badge';
const MOST = 60;
const LONGEST = 3000; // Characters of addresses: servers refuse longer lines.
const LISTEN = 'readalong-play';

/** As short as the service understands it. @param {{origin: string, pathname: string, search: string}} address */
export const addressOf = ({origin, pathname, search}) => (origin === location.origin ? '' : origin) + pathname + search;

/**
 * The links to articles, or the cards around them, that the page or its layout names, in the page's order.
 * @param {Layout | undefined} layout
 * @returns {Teaser[]}
 */
export function teasersOf(layout) {
  return matches([`[${MARK}]`, ...(layout?.badges ?? [])], warn).flatMap((element) => {
    const link = /** @type {HTMLAnchorElement | null} */ (element.closest('a[href]') ?? element.querySelector('a[href]'));
    if (!link || !/^https?:$/.test(link.protocol)) return [];
    const plays = element.hasAttribute(MARK) ? element.getAttribute(MARK) === 'play' : Boolean(layout?.badges_play);
    return [{element, link, url: addressOf(link), plays}];
  });
}

/** Asks in as few requests as addresses allow: one, mostly. @param {Service} service @param {string[]} urls @returns {Promise<Map<string, Version[]>>} */
export async function ask(service, urls) {
  /** @type {Map<string, Version[]>} */
  const told = new Map();
  for (let rest = [...new Set(urls)]; rest[0];) {
    let query = '';
    let taken = 0;
    while (taken < Math.min(MOST, rest.length) && (!taken || query.length < LONGEST)) query += `&url=${encodeURIComponent(rest[taken++])}`;
    const {badges} = await service.ask(`/badges?${query.slice(1)}`);
    for (const {url, versions} of badges) told.set(url, versions);
    rest = rest.slice(taken);
  }
  return told;
}

/**
 * The address of a page that is to be heard: from which place of the story on, as its share, and what is to be heard after it.
 * @param {string} url
 * @param {number} share
 * @param {string[]} [queue] an empty one has come to its end
 */
export function toListen(url, share, queue) {
  const then = (queue && !queue[0] ? [''] : queue ?? []).map((next) => `&then=${encodeURIComponent(next)}`);
  return `${url.split('#')[0]}#${LISTEN}${share ? `=${share.toFixed(3)}` : ''}${then.join('')}`;
}

/** What an address asks for, if it asks to be heard. @param {string} hash @returns {{share: number, queue?: string[]} | undefined} */
export function wishOf(hash) {
  const wish = new URLSearchParams(hash.slice(1));
  if (!wish.has(LISTEN)) return;
  return {share: Number(wish.get(LISTEN)) || 0, ...(wish.has('then') && {queue: wish.getAll('then').filter(Boolean)})};
}
