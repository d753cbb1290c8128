// @ts-check
/**
 * One article on one view of the page: look-up of its narration → launcher → player. What it says is settled when it is made: a text
 * that changes makes another article. The pursuit of a narration that is not ready and the player are fetched when they are needed.
 * @import {Article, Content, Launcher, Layout, Page, Player} from './types.js'
 */
import {make} from './elements.js';
import {hex} from './fingerprint.js';
import {PLAY} from './icons.js';
import {ENGLISH, labelLanguage, wordsIn} from './labels.js';
import {createLauncher} from './launcher.js';
import {whenSeen} from './seen.js';

/** Device class by the kind of pointer and the smaller side of the screen, in CSS px. */
function device() {
  if (!matchMedia('(pointer: coarse)').matches) return 'desktop';
  return Math.min(screen.width, screen.height) < 600 ? 'phone' : 'tablet';
}

/**
 * @param {Page} page
 * @param {Content} content
 * @param {Layout} layout
 * @param {Launcher} [launcher] of the article that it was before its text changed
 * @returns {Article}
 */
export function createArticle(page, content, layout, launcher) {
  const {service, config} = page;
  const {fingerprint} = content;
  const lifetime = new AbortController();
  const {signal} = lifetime;
  const language = labelLanguage(content.language);
  const rate = layout.default_rate || config.default_rate;
  // Whether the reader has asked for sound and waits for it.
  let wanted = false;
  /** @type {Promise<Player> | undefined} */
  let opening;
  /** @type {() => void} */
  let learned;
  /** @type {Promise<void>} */
  const known = new Promise((resolve) => (learned = resolve));

  const state = () => {
    const {player, manifest} = article;
    return player?.snapshot() ?? {phase: wanted ? 'loading' : 'idle', at_ms: 0, duration_ms: manifest?.duration_ms ?? 0, rate};
  };

  /** @type {Article['tell']} */
  const tell = (name) => void document.dispatchEvent(new CustomEvent(`readalong:${name}`, {bubbles: true, detail: state()}));

  /** @param {any} failure */
  const fail = (failure) => {
    if (signal.aborted) return;
    page.fail(failure);
    if (article.player) return;
    if (wanted) article.launcher?.show(article.words.failed);
    else article.launcher?.remove();
    wanted = false;
    tell('error');
  };

  /** Shows the launcher as it is before the player takes it over. */
  const show = () => {
    const {words, manifest, player, launcher} = article;
    if (!player) launcher?.show(wanted ? words.waiting : words.listen, PLAY, wanted, wanted ? 0 : (manifest?.duration_ms ?? 0) / rate);
  };

  const lookUp = async () => {
    const asked = service.ask(`/narrations/${fingerprint}`).catch((failure) => failure);
    article.words = await wordsIn(language);
    const found = await asked;
    if (found.state === 'ready' && !found.grant) article.take(found);
    else await (await import('./delivery.js')).pursue(article, found);
  };

  /** @type {Article} */
  const article = {
    service, config, content, layout, signal, language, rate, launcher, state, tell, fail,
    words: ENGLISH,
    // The session's name is random, lives as long as the page, and nothing of it is kept in the browser.
    about: {session: hex(crypto.getRandomValues(new Uint8Array(16))), fingerprint, device: device(), robot: navigator.webdriver || undefined},
    // In no document, so that no page can silence it by rendering anew. Without `crossorigin` the reader's cookies would go along.
    audio: make('audio', {crossorigin: 'anonymous', preload: 'none'}),
    isActive: () => /playing|loading/.test(`${state().phase}`),
    launch() {
      const shown = (article.launcher ??= createLauncher(article, page.looks));
      shown.pressed = (byKeyboard) => {
        article.source ??= 'launcher';
        if (article.isActive()) article.pause();
        else article.play(byKeyboard);
      };
      // No news is our own launcher.
      page.observer.takeRecords();
      show();
      return shown;
    },
    take(manifest, reel) {
      const first = !article.manifest;
      Object.assign(article, {manifest, reel});
      const {host} = article.launch();
      article.player?.extend(manifest);
      learned();
      if (!first) return;
      whenSeen(host, () => {
        const audio = manifest.audio?.url.split('/').pop();
        if (!opening && !signal.aborted) service.tell(JSON.stringify({...article.about, audio, occasion: 'seen'})).catch(() => {});
      });
      tell('ready');
    },
    play(byKeyboard) {
      page.enter?.(article);
      wanted = true;
      // Safari lets an element play later only if it was made to load in the reader's own press.
      if (!article.player) article.audio.load();
      show();
      article.withPlayer((player) => {
        if (wanted) player.play(byKeyboard);
        wanted = false;
      });
    },
    pause() {
      wanted = false;
      article.player?.pause();
      show();
    },
    withPlayer(act) {
      opening ??= Promise.all([import('./player.js'), known]).then(([{mount}]) => {
        signal.throwIfAborted();
        return (article.player = mount(article));
      });
      opening.then(act).catch(fail);
    },
    destroy(heir) {
      lifetime.abort();
      if (!heir) article.launcher?.remove();
    },
  };
  page.watch(content.blocks);
  if (launcher) article.launch();
  lookUp().catch(fail);
  return article;
}
