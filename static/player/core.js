// @ts-check
/**
 * What runs on every page with the tag: config, layout, blocks, and an article for what they say.
 * @import {Article, Block, Content, Layout, Page, Reading, Selection} from './types.js'
 */
import {createArticle} from './article.js';
import {collect, select} from './collect.js';
import {fingerprint} from './fingerprint.js';
import {pickLayout} from './layouts.js';
import {connect, refusal} from './service.js';
import {warn} from './warnings.js';

/** The script's version, the same as in package.json. */
const VERSION = '0.1.0';
/** What of a page may change what is read. */
export const CHANGES = {
  subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['class', 'hidden', 'lang', 'open', 'style'],
};

/**
 * What the page says, and its name.
 * @param {Layout} layout
 * @param {Block[]} blocks
 * @returns {Promise<Content>}
 */
async function describe(layout, blocks) {
  const marked = blocks[0].element.closest('[lang]:not([lang=""])')?.getAttribute('lang');
  const ruled = layout.language_rules && (await import('./facts.js')).languageOf(layout);
  const language = (layout.language || ruled || marked || navigator.language).trim();
  return {language, fingerprint: await fingerprint(language, blocks), blocks};
}

/**
 * What of the page is read, and by which layout; that alone is missing where none matches.
 * @param {Page} page
 * @returns {Selection & {layout?: Layout}}
 */
export function choose({config}) {
  const layout = pickLayout(config.layouts, location);
  return layout ? {layout, ...select(layout, warn)} : {roots: config.unconfigured ? [document.body] : [], skipped: new Set()};
}

/**
 * Reads the page into its articles' texts. Rejects where there is none.
 * @param {Page} page
 * @returns {Promise<Reading[]>}
 */
export async function read(page) {
  const chosen = choose(page);
  const isUnconfigured = !chosen.layout && page.config.unconfigured;
  const {layout, ...selection} = isUnconfigured ? (await import('./unconfigured.js')).choose() : chosen;
  if (!layout) throw refusal('no-layout', {site: page.config.site});
  /** @type {[Selection, Layout][]} */
  const parts = selection.titles?.[1] ? (await import('./several.js')).split(selection, layout) : [[selection, layout]];
  /** @type {Reading[]} */
  const readings = [];
  for (const [part, its] of parts) {
    const blocks = await collect(part, page.config.emphasis);
    if (!blocks[0]) continue;
    const content = await describe(its, blocks);
    const {config} = page;
    readings.push([content, config.rates?.[0] ? await (await import('./rates.js')).paced(config, its, content.language) : its]);
  }
  if (!readings[0]) throw refusal('no-text', {pattern: layout.url_pattern});
  return readings;
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

  /** @type {Page} */
  const page = {
    service: connect(root, tag.dataset.site ?? '', signal),
    config: /** @type {any} */ (undefined),
    articles: [],
    signal,
    language: document.documentElement.lang,
    // The first change of the page fetches what follows a living page.
    observer: new MutationObserver(() => {
      page.observer.disconnect();
      import('./living.js').then(({follow}) => follow(page)).catch(page.fail);
    }),
    fail(failure) {
      if (!signal.aborted) warn(failure.facts ? failure.message : 'error', failure.facts ?? {error: `${failure}`, root});
    },
  };

  const prepare = async () => {
    page.config = await page.service.ask('');
    page.observer.observe(document, CHANGES);
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
