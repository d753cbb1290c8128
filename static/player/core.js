// @ts-check
/**
 * What runs on every page with the tag: config, layout, blocks, and an article for what they say.
 * @import {Article, Block, Content, Layout, Page} from './types.js'
 */
import {createArticle} from './article.js';
import {collect, select} from './collect.js';
import {fingerprint} from './fingerprint.js';
import {pickLayout} from './layouts.js';
import {connect, refusal} from './service.js';
import {warn} from './warnings.js';

/** The script's version, the same as in package.json. */
const VERSION = '0.1.0';

/**
 * What the page says, and its name.
 * @param {Layout} layout
 * @param {Block[]} blocks
 * @returns {Promise<Content>}
 */
async function describe(layout, blocks) {
  if (!crypto.subtle) throw refusal('no-hashing');
  const marked = blocks[0].element.closest('[lang]:not([lang=""])')?.getAttribute('lang');
  const ruled = layout.language_rules && (await import('./facts.js')).languageOf(layout);
  const language = (layout.language || ruled || marked || navigator.language).trim();
  return {language, fingerprint: await fingerprint(language, blocks), blocks};
}

/**
 * Reads the page that carries the tag.
 * @param {HTMLScriptElement} tag our script element
 * @returns {void}
 */
export function start(tag) {
  const site = tag.dataset.site ?? '';
  const root = new URL('..', tag.src);
  const lifetime = new AbortController();
  const service = connect(root, site, lifetime.signal);
  /** @type {Article[]} */
  const articles = [];

  /** @returns {Promise<[Content, Layout]>} */
  const read = async () => {
    const layout = pickLayout(page.config.layouts, location);
    if (!layout) throw refusal('no-layout', {site});
    const blocks = await collect(select(layout, warn));
    if (!blocks[0]) throw refusal('no-text', {pattern: layout.url_pattern});
    return [await describe(layout, blocks), layout];
  };

  const prepare = async () => {
    if (!site) throw refusal('no-key');
    page.config = await service.ask('');
    current.adopt(...await read());
  };

  /** @type {Page} */
  const page = {
    service, root, articles,
    config: /** @type {any} */ (undefined),
    enter(article) {
      if (article !== current) current.leave();
      current = article;
    },
  };
  // The article that `ReadAlong` speaks of: the one that was asked for last.
  let current = createArticle(page);
  articles.push(current);
  const global = /** @type {any} */ (window);
  global.ReadAlong = {
    version: VERSION,
    get state() {
      return current.state();
    },
    play: () => current.play(),
    pause: () => current.pause(),
    seek: (/** @type {number} */ ms) => current.withPlayer((opened) => opened.seek(ms)),
    setRate: (/** @type {number} */ rate) => current.withPlayer((opened) => opened.setRate(rate)),
    destroy() {
      lifetime.abort();
      for (const article of articles) article.destroy();
      delete global.ReadAlong;
    },
  };
  prepare().catch(current.fail);
}
