// @ts-check
/**
 * What runs on every page with the tag: config, layout, blocks, and an article for what they say.
 * @import {Article, Content, Layout, Page, Reading, Selection, Site} from './types.js'
 */
import {createArticle} from './article.js';
import {collect, languageAround, select} from './collect.js';
import {fingerprint} from './fingerprint.js';
import {pickLayout} from './layouts.js';
import {connect} from './service.js';
import {warn} from './warnings.js';

/** What of a page may change what is read. */
const CHANGES = {
  subtree: true, childList: true, characterData: true, attributeFilter: ['class', 'hidden', 'lang', 'open', 'style'],
};
/** A place for the launcher. */
const PLACES = '[data-readalong-launcher],readalong-launcher,readalong-player';

/**
 * What a selection says, and its name; nothing where it says nothing.
 * @param {Selection} selection
 * @param {string | undefined} language where it is known
 * @param {Site} config
 * @returns {Promise<Content | undefined>}
 */
export async function describe(selection, language, {emphasis}) {
  const blocks = await collect(selection, emphasis);
  if (!blocks[0]) return;
  const marked = languageAround(blocks[0].element);
  language ||= marked || navigator.language;
  return {language, fingerprint: await fingerprint(language, blocks), blocks};
}

/**
 * What of the page is read, and by which layout; that alone is missing where none matches.
 * @param {Page} page
 * @returns {Selection & {layout?: Layout}}
 */
export function choose({config}) {
  const layout = pickLayout(config.layouts, location);
  return layout ? {layout, ...select(layout)} : {roots: config.unconfigured ? [document.body] : [], skipped: new Set()};
}

/** Whether links on the page are to have badges. @param {Page} page */
export const hasBadges = ({config}) => document.querySelector('[data-readalong-badge]') || pickLayout(config.layouts, location)?.badges;

/**
 * Reads the page into its articles' texts, and fetches the looks of their launchers. Rejects where there is none.
 * @param {Page} page
 * @returns {Promise<Reading[]>}
 */
export async function read(page) {
  const {config} = page;
  const chosen = choose(page);
  const {layout, titles, roots} = chosen;
  // Our own hosts have a shadow root already.
  const isPlace = () => [...document.querySelectorAll(PLACES)].some(({shadowRoot}) => !shadowRoot);
  if (roots[0] && !page.looks && (config.launcher || Object.keys(config.theme ?? {})[0] || isPlace())) {
    page.looks = (await import('./looks.js')).looksOf(config);
  }
  if (layout && !titles?.[1] && !layout.language_rules && !config.rates?.[0]) {
    const content = await describe(chosen, layout.language, config);
    if (content) return [[content, layout]];
  }
  return (await import('./choices.js')).read(page, chosen);
}

/**
 * Reads the page that carries the tag.
 * @param {HTMLScriptElement} tag our script element
 * @returns {void}
 */
export function start(tag) {
  const root = new URL('..', tag.src);
  const lifetime = new AbortController();
  const {signal} = lifetime;
  /** @type {Promise<void> | undefined} */
  let living;

  /** @type {Page} */
  const page = {
    service: connect(root, tag.dataset, signal),
    config: /** @type {any} */ (undefined),
    articles: [],
    signal,
    language: document.documentElement.lang,
    // The first change of the page fetches what follows a living page.
    observer: new MutationObserver((_, observer) => {
      observer.disconnect();
      living ??= import('./living.js').then(({follow}) => follow(page)).catch(page.fail);
    }),
    watch(blocks) {
      for (const node of [document, ...blocks.map(({runs}) => runs[0].node.getRootNode())]) page.observer.observe(node, CHANGES);
    },
    fail({message, facts}) {
      if (!signal.aborted) warn(message, facts);
    },
  };

  const prepare = async () => {
    page.config = await page.service.ask('');
    if (location.hash.startsWith('#readalong-play') || hasBadges(page)) {
      import('./badges.js').then(({begin}) => begin(page, prepared)).catch(page.fail);
    }
    page.watch([]);
    page.articles = (await read(page)).map((reading) => createArticle(page, ...reading));
    [page.current] = page.articles;
  };
  const prepared = prepare().catch(page.fail);
  /** Once there is an article. @param {(article: Article) => void} act */
  const ask = (act) => void prepared.then(() => page.current && act(page.current));

  const global = /** @type {any} */ (window);
  global.ReadAlong = {
    version: VERSION,
    get state() {
      return page.current?.state() ?? {phase: 'idle', at_ms: 0, duration_ms: 0, rate: 1};
    },
    play: () => ask(({play}) => play()),
    pause: () => ask(({pause}) => pause()),
    seek: (/** @type {number} */ ms) => ask(({withPlayer}) => withPlayer(({seek}) => seek(ms))),
    setRate: (/** @type {number} */ rate) => ask(({withPlayer}) => withPlayer(({setRate}) => setRate(rate))),
    destroy() {
      lifetime.abort();
      page.observer.disconnect();
      for (const article of page.articles) article.destroy();
      delete global.ReadAlong;
    },
  };
}
