// @ts-check
/**
 * Badges: on links to articles, how long each is to be heard, in which languages and levels; and the way from there into the sound.
 * Fetched by pages that have such links, or whose address says that somebody came to listen.
 * @import {LauncherWords, Page, Service} from './types.js'
 */
import {BADGE_CSS} from './badges_style.js';
import {icon, make, shadow} from './elements.js';
import {PLAY} from './icons.js';
import {labelLanguage, wordsIn} from './labels.js';
import {clockTime} from './times.js';

/** An article in one language and level, as the service tells of it. @typedef {{url: string, language: string, level: string, state: 'ready' | 'unknown', duration_ms?: number}} Version */

const MOST = 60;
const LONGEST = 3000; // Characters of addresses: servers refuse longer lines.
const LISTEN = '#readalong-play';

/** The link of an element that is to have a badge. @param {Element} element @returns {HTMLAnchorElement | null} */
const linkOf = (element) => element.closest('a[href]') ?? element.querySelector('a[href]');

/** As short as the service understands it. @param {HTMLAnchorElement} link */
const addressOf = ({origin, pathname, search}) => (origin === location.origin ? '' : origin) + pathname + search;

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

/** The address of a page that is to be heard from a place of the story on, as its share. @param {string} url @param {number} share */
export const toListen = (url, share) => `${url.split('#')[0]}${LISTEN}${share ? `=${share.toFixed(3)}` : ''}`;

/** A level by its number, or as the page has it. @param {string[]} levels @param {string} label */
const levelsOf = (levels, label) => (levels.every((level) => /^\d+$/.test(level)) && levels[0] ? `${label} ` : '') + levels.join(', ');

/**
 * @param {Version[]} versions the link's own first
 * @param {boolean} plays whether a press leads into the sound
 * @param {number} rate
 * @param {LauncherWords} words
 */
function badge([own, ...others], plays, rate, {listen, level: label = 'Level'}) {
  const all = [own, ...others];
  const languages = [...new Set(all.map(({language}) => language.split('-')[0].toUpperCase()))];
  const levels = [...new Set(all.map(({level}) => level).filter(Boolean))].sort();
  const parts = [clockTime(own.duration_ms ?? 0, rate), languages[1] ? languages.join(' ') : '', levelsOf(levels, label)].filter(Boolean);
  const content = [icon(PLAY), make('span', {class: 'listen'}, `${listen}: `), make('span', {}, parts.join(' · '))];
  return make(plays ? 'a' : 'span', {class: 'badge', ...(plays && {href: toListen(own.url, 0)})}, ...content);
}

/** @param {Page} page */
async function dress({service, config, signal}) {
  const wanted = [...document.querySelectorAll('[data-readalong-badge]')].flatMap((element) => {
    const link = linkOf(element);
    return link ? [{element, link, url: addressOf(link)}] : [];
  });
  const told = await ask(service, wanted.map(({url}) => url));
  const words = await wordsIn(labelLanguage(document.documentElement.lang || navigator.language));
  for (const {element, link, url} of wanted) {
    const versions = told.get(url) ?? [];
    if (versions[0]?.state !== 'ready' || signal.aborted) continue;
    // One of our hosts, whose text is never read as the page's.
    const host = document.createElement('readalong-player');
    const plays = element.getAttribute('data-readalong-badge') === 'play';
    shadow(host, BADGE_CSS).append(badge(versions, plays, config.default_rate, words));
    // A link in a link is none.
    if (element.closest('a')) link.after(host);
    else element.append(host);
    signal.addEventListener('abort', () => host.remove());
  }
}

/** Plays, from the place that the address says: where the browser wants a press first, the player waits there. @param {Page} page */
function arrive({current}) {
  const share = Number(location.hash.slice(LISTEN.length + 1)) || 0;
  const from = () => {
    const sentences = current?.manifest?.sentences ?? [];
    current?.withPlayer(({seek}) => {
      if (share > 0 && share < 1) seek(sentences[Math.floor(share * sentences.length)]?.start_ms ?? 0);
    });
    current?.play();
  };
  if (current?.manifest) from();
  else document.addEventListener('readalong:ready', from, {once: true});
}

/**
 * @param {Page} page
 * @param {Promise<unknown>} prepared settled when its articles are there
 */
export async function begin(page, prepared) {
  if (document.querySelector('[data-readalong-badge]')) await dress(page);
  await prepared;
  if (location.hash.startsWith(LISTEN)) arrive(page);
}
