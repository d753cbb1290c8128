// @ts-check
/**
 * Badges: on links to articles, how long each is to be heard, in which languages and levels; and the way from there into the sound.
 * Fetched by pages that have such links, or whose address says that somebody came to listen.
 * @import {LauncherWords, Page} from './types.js'
 * @import {Version} from './teasers.js'
 */
import {BADGE_CSS} from './badges_style.js';
import {choose} from './core.js';
import {icon, make, shadow} from './elements.js';
import {PLAY} from './icons.js';
import {labelLanguage, wordsIn} from './labels.js';
import {ask, teasersOf, toListen, wishOf} from './teasers.js';
import {clockTime} from './times.js';

const LONGEST_QUEUE = 9;

/** Elements that have a badge, or were asked about. @type {WeakSet<Element>} */
const seen = new WeakSet();

/** A level by its number, or as the page has it. @param {string[]} levels @param {string} label */
const levelsOf = (levels, label) => (levels.every((level) => /^\d+$/.test(level)) && levels[0] ? `${label} ` : '') + levels.join(', ');

/**
 * @param {Version[]} versions the link's own first
 * @param {(() => string[] | undefined) | undefined} queue where a press leads into the sound: what is to be heard after it
 * @param {number} rate
 * @param {LauncherWords} words
 */
function badge([own, ...others], queue, rate, {listen, level: label = 'Level'}) {
  const all = [own, ...others];
  const languages = [...new Set(all.map(({language}) => language.split('-')[0].toUpperCase()))];
  const levels = [...new Set(all.map(({level}) => level).filter(Boolean))].sort();
  const parts = [clockTime(own.duration_ms ?? 0, rate), languages[1] ? languages.join(' ') : '', levelsOf(levels, label)].filter(Boolean);
  const content = [icon(PLAY), make('span', {class: 'listen'}, `${listen}: `), make('span', {}, parts.join(' · '))];
  if (!queue) return make('span', {class: 'badge'}, ...content);
  const link = make('a', {class: 'badge', href: toListen(own.url, 0)}, ...content);
  // When it is pressed, not before: more badges may have come.
  link.onclick = () => {
    link.href = toListen(own.url, 0, queue());
  };
  return link;
}

/** Gives badges to the links that have none yet. @param {Page} page */
export async function dress(page) {
  const {service, config, signal} = page;
  const {layout} = choose(page);
  const fresh = teasersOf(layout).filter(({element}) => !seen.has(element));
  if (!fresh[0]) return;
  for (const {element} of fresh) seen.add(element);
  const told = await ask(service, fresh.map(({url}) => url));
  const words = await wordsIn(labelLanguage(document.documentElement.lang || navigator.language));
  for (const {element, link, url, plays} of fresh) {
    const versions = told.get(url) ?? [];
    if (versions[0]?.state !== 'ready' || signal.aborted) continue;
    /** The articles whose badges come after this one. */
    const queue = () => {
      if (!config.next_article) return;
      const all = [...new Set(teasersOf(layout).map((each) => each.url))];
      return all.slice(all.indexOf(url) + 1).slice(0, LONGEST_QUEUE);
    };
    // One of our hosts, whose text is never read as the page's.
    const host = document.createElement('readalong-player');
    shadow(host, BADGE_CSS).append(badge(versions, plays ? queue : undefined, config.default_rate, words));
    // A link in a link is none.
    if (element.closest('a')) link.after(host);
    else element.append(host);
    signal.addEventListener('abort', () => host.remove());
  }
}

/**
 * Plays, from the place that the address says: where the browser wants a press first, the player waits there. Once it plays, the wish is
 * fulfilled: it is taken off the address, so that whoever is sent the address is not played to.
 * @param {Page} page
 * @param {number} share
 */
function arrive({current, signal}, share) {
  const from = () => {
    const sentences = current?.manifest?.sentences ?? [];
    if (current) current.source ??= 'badge';
    current?.withPlayer(({seek}) => {
      if (share > 0 && share < 1) seek(sentences[Math.floor(share * sentences.length)]?.start_ms ?? 0);
    });
    current?.play();
  };
  document.addEventListener('readalong:play', () => {
    if (wishOf(location.hash)) history.replaceState(history.state, '', location.pathname + location.search);
  }, {once: true, signal});
  if (current?.manifest) from();
  else document.addEventListener('readalong:ready', from, {once: true, signal});
}

/**
 * @param {Page} page
 * @param {Promise<unknown>} prepared settled when its articles are there
 */
export async function begin(page, prepared) {
  const wish = wishOf(location.hash);
  page.config.queue = wish?.queue;
  // A badge that cannot be had is no reason not to play.
  dress(page).catch(page.fail);
  await prepared;
  if (wish) arrive(page, wish.share);
}
