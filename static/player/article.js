// @ts-check
/**
 * One article on one view of the page: look-up of its narration → launcher → player. What it says is settled when it is made: a text
 * that changes makes another article. The pursuit of a narration that is not ready and the player are fetched when they are needed.
 * @import {Article, Content, Launcher, Layout, Manifest, Page, Player, Sounding} from './types.js'
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
  let byKeyboard = false;
  /** @type {Promise<Player> | undefined} */
  let opening;

  const state = () => {
    const {player, manifest} = article;
    return player?.snapshot() ?? {phase: wanted ? 'loading' : 'idle', at_ms: 0, duration_ms: manifest?.duration_ms ?? 0, rate};
  };

  const isActive = () => /playing|loading/.test(`${state().phase}`);

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
    const {words, manifest} = article;
    article.launcher?.show(wanted ? words.waiting : words.listen, PLAY, wanted, wanted ? 0 : (manifest?.duration_ms ?? 0) / rate);
  };

  const launch = () => {
    if (!article.launcher) {
      article.launcher = createLauncher(content.blocks[0], language, page.looks);
      page.looks?.dress(article.launcher, content, layout, article.words);
    }
    article.launcher.pressed = (keyboard) => {
      byKeyboard = keyboard;
      article.source ??= 'launcher';
      if (isActive()) pause();
      else play();
    };
    // No news is our own launcher.
    page.observer.takeRecords();
    if (!article.player) show();
    return article.launcher;
  };

  /** Learns what can be played by now. @param {Manifest} manifest @param {Sounding} [reel] what plays it, if not the audio element */
  const take = (manifest, reel) => {
    const first = !article.manifest;
    Object.assign(article, {manifest, reel});
    const {host} = launch();
    article.player?.extend(manifest);
    if (first) {
      whenSeen(host, () => {
        if (opening || signal.aborted) return;
        const audio = manifest.audio?.url.split('/').pop();
        service.tell(JSON.stringify({...article.about, audio, occasion: 'seen'})).catch(() => {});
      });
      tell('ready');
    }
    if (wanted) withPlayer(begin);
  };

  const lookUp = async () => {
    const asked = service.ask(`/narrations/${fingerprint}`).catch((failure) => failure);
    article.words = await wordsIn(language);
    const known = await asked;
    if (known.state === 'ready' && !known.grant) return take(known);
    const {pursue} = await import('./delivery.js');
    await pursue(article, known);
  };

  /** Fetches the player, once there is something to play. @param {(opened: Player) => void} act */
  const withPlayer = (act) => {
    if (!article.manifest) return;
    opening ??= import('./player.js').then(({mount}) => {
      signal.throwIfAborted();
      return (article.player = mount(article));
    });
    opening.then(act).catch(fail);
  };

  /** @param {Player} player */
  const begin = (player) => {
    if (!wanted) return;
    wanted = false;
    player.play(byKeyboard);
  };

  /** Plays, as soon as there is something to play. */
  const play = () => {
    page.enter?.(article);
    wanted = true;
    if (article.player) return begin(article.player);
    // Safari lets an element play later only if it was made to load in the reader's own press.
    article.audio.load();
    show();
    withPlayer(begin);
  };

  const pause = () => {
    wanted = false;
    if (article.player) article.player.pause();
    else show();
  };

  /** @type {Article} */
  const article = {
    service, config, content, layout, signal, language, rate, launcher,
    words: ENGLISH,
    // The session's name is random, lives as long as the page, and nothing of it is kept in the browser.
    about: {session: hex(crypto.getRandomValues(new Uint8Array(16))), fingerprint, device: device(), robot: navigator.webdriver || undefined},
    // In no document, so that no page can silence it by rendering anew. Without `crossorigin` the reader's cookies would go along.
    audio: make('audio', {crossorigin: 'anonymous', preload: 'none'}),
    state, isActive, tell, fail, launch, take, play, pause, withPlayer,
    relaunch() {
      article.launcher?.remove();
      article.launcher = undefined;
      launch();
    },
    destroy(heir = false) {
      lifetime.abort();
      article.player?.destroy();
      if (!heir) article.launcher?.remove();
    },
  };
  if (launcher) launch();
  lookUp().catch(fail);
  return article;
}
