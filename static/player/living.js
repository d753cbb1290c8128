// @ts-check
/**
 * Follows a page that changes what it says: new articles get a launcher, changed ones a new narration, those that are gone go, and
 * what is being heard is lit where it stands now, or not at all. Fetched by the first change of a page.
 * @import {Article, Content, Page, Reading} from './types.js'
 */
import {createArticle} from './article.js';
import {breather} from './breathing.js';
import {choose, hasBadges, read} from './core.js';
import {renew} from './renew.js';
import {isSameArticle, remap} from './standing.js';

// Looking at the text costs little, and this makes it next to nothing on a page that never stands still.
const LOOK_MS = 500;
// A text that reads the same for so long is no longer being put together.
const SETTLE_MS = 400;
// Reading takes at most a fiftieth of the time.
const PACE = 50;

/** @type {Record<string, string>} */
const TRANSLATED = {
  en: 'This page is translated. The voice reads the original.',
  es: 'Esta página está traducida. La voz lee el original.',
};

/** @param {string} language */
const primary = (language) => language.split('-')[0];

/** The page's address and language. */
const placeNow = () => [location.pathname + location.search, primary(document.documentElement.lang)];

/** Whether its player is open and has not come to the end. @param {Article} article */
function isBusy(article) {
  const {open, phase} = article.state();
  return Boolean(open) && phase !== 'ended' && phase !== 'error';
}

/** Whether launcher and text are where they were put down. @param {Article} article */
function isInPlace({content, launcher}) {
  return launcher?.host.isConnected !== false && content.blocks.every(({runs}) => runs.every(({node}) => node.isConnected));
}

/** Whether its text is shown, word for word, where it was found. @param {Article} article */
function stands({content}) {
  const {blocks} = content;
  return blocks.every(({text, runs}) => runs.every(({at, length, node, offset}) => node.isConnected
    && node.data.slice(offset, offset + length).trim() === text.slice(at, at + length).trim())) && blocks[0].element.checkVisibility?.() !== false;
}

/** Whether it is heard to its end though the page no longer calls it its article, as where the next one has come into view. @param {Article} article */
function isHeardOut(article) {
  return isBusy(article) && stands(article);
}

/** Lights an article, and puts its launcher, where its text is now. @param {Page} page @param {Article} article @param {readonly Reading[]} found */
async function keepUp(page, article, found) {
  const {content, manifest, launcher, player} = article;
  const [first] = content.blocks;
  const {element} = first;
  const same = found.find(([{fingerprint}]) => fingerprint === content.fingerprint);
  const others = stands(article) ? [] : found.flatMap(([{blocks}]) => blocks);
  const fresh = same ? same[0].blocks : others;
  if (fresh[0]) await remap(content.blocks, manifest?.sentences ?? [], fresh, breather());
  if (article.signal.aborted) return;
  page.watch(content.blocks);
  if (launcher && first.element.isConnected && (first.element !== element || !launcher.host.isConnected)) {
    launcher.remove();
    article.launcher = undefined;
    article.launch();
  }
  player?.renew();
}

/** @param {Page} page */
export function follow(page) {
  let running = false;
  let again = false;
  let toggled = false;
  let rested_ms = 0;
  let seen = '';
  /** What was read the last time. @type {string | undefined} */
  let last;
  /** Where its articles were read. */
  let home = [placeNow()[0], primary(page.language)];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {(Element | undefined)[]} */
  let elements = [];

  /** Whether the browser translates the page: it says so, or the language has changed and the address has not. */
  const isTranslated = () => {
    const [address, language] = placeNow();
    if (/\btranslated-(ltr|rtl)\b/.test(document.documentElement.className)) return true;
    return address === home[0] && language !== home[1] && Boolean(home[1]);
  };

  /** Gives each text that was found its article: the one that has it, or had what it was before; else a new one. @param {readonly Reading[]} found */
  const reconcile = (found) => {
    /** @type {Map<Reading, Article>} */
    const owners = new Map();
    /** @param {Article} article @param {(content: Content) => boolean} isIts */
    const claim = (article, isIts) => {
      const its = found.find((each) => !owners.has(each) && isIts(each[0]));
      if (its) owners.set(its, article);
      return its;
    };
    const others = page.articles.filter((article) => !claim(article, ({fingerprint}) => fingerprint === article.content.fingerprint));
    /** @type {Article[]} */
    const kept = [];
    for (const article of others) {
      const its = claim(article, ({blocks}) => isSameArticle(article.content.blocks, blocks));
      // Who listens to a text that changes keeps it to its end.
      if (!its && isHeardOut(article)) kept.push(article);
      else if (!its) article.destroy();
      else if (!isBusy(article)) owners.set(its, renew(page, article, its));
    }
    page.articles = [...kept, ...found.map((each) => owners.get(each) ?? createArticle(page, ...each))];
    if (page.articles[1]) import('./turns.js').then(({takeTurns}) => takeTurns(page)).catch(page.fail);
    if (!page.current || !page.articles.includes(page.current)) [page.current] = page.articles;
    home = placeNow();
  };

  const attend = async () => {
    const began_ms = performance.now();
    // Where there is nothing to read, that needs no words: the page may be on its way from one article to the next.
    const found = await read(page).catch((failure) => {
      if (failure.facts) return [];
      throw failure;
    });
    const now_ms = performance.now();
    rested_ms = now_ms + PACE * (now_ms - began_ms);
    if (page.signal.aborted) return;
    const translated = isTranslated();
    for (const article of page.articles) {
      await keepUp(page, article, found);
      article.player?.say(translated ? TRANSLATED : {});
    }
    if (page.signal.aborted) return;
    const names = found.map(([{fingerprint}]) => fingerprint).join();
    const isNews = !translated && names !== page.articles.map(({content}) => content.fingerprint).join();
    if (isNews && names === last) reconcile(found);
    else if (isNews) readIn(SETTLE_MS);
    last = names;
  };

  /** @param {number} ms */
  const readIn = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(readAgain, ms);
  };

  const readAgain = () => {
    clearTimeout(timer);
    timer = undefined;
    again = running;
    if (running) return;
    running = true;
    attend().catch(page.fail).finally(() => {
      running = false;
      if (again) readIn(rested_ms - performance.now());
    });
  };

  const trace = () => {
    const {layout, title, roots} = choose(page);
    elements = [title, ...roots];
    return [...placeNow(), layout?.id, ...elements.map((element) => element?.textContent)].join('\0');
  };

  const look = () => {
    timer = undefined;
    const before = seen;
    seen = trace();
    if (hasBadges(page)) import('./badges.js').then(({dress}) => dress(page)).catch(page.fail);
    if (seen !== before || toggled || !page.articles.every(isInPlace)) readAgain();
    toggled = false;
  };

  /** @param {any} [records] */
  const wake = (records) => {
    // Inside of what is read, that shows and hides text. What a shadow root holds is not in the trace.
    toggled ||= records?.some?.((/** @type {MutationRecord} */ {attributeName, target}) =>
      target.getRootNode() instanceof ShadowRoot || (attributeName && elements.some((element) => element?.contains(target))));
    const rest_ms = rested_ms - performance.now();
    const heard = page.articles.find(({player}) => player);
    if (heard && rest_ms < 0 && !isInPlace(heard)) readAgain();
    else timer ??= setTimeout(look, Math.max(LOOK_MS, rest_ms));
  };

  const {signal} = page;
  page.observer = new MutationObserver(wake);
  page.watch(page.articles.flatMap(({content}) => content.blocks));
  signal.addEventListener('abort', () => clearTimeout(timer));
  addEventListener('popstate', wake, {signal});
  addEventListener('resize', wake, {signal});
  addEventListener('pageshow', wake, {signal});
  /** @type {any} */ (window).navigation?.addEventListener('currententrychange', wake, {signal});
  for (const event of ['ended', 'pause']) document.addEventListener(`readalong:${event}`, readAgain, {signal});
  look();
}
