// @ts-check
/**
 * One article on one view of the page: look-up of its narration → launcher → player. What it says is settled when it is made: a text
 * that changes makes another article. The pursuit of a narration that is not ready and the player are fetched when they are needed.
 * @import {Article, Content, Launcher, LauncherWords, Layout, Manifest, Opening, Page, Player, Sounding, Stage} from './types.js'
 */
import {make} from './elements.js';
import {PLAY} from './icons.js';
import {ENGLISH, labelLanguage, wordsIn} from './labels.js';
import {createLauncher} from './launcher.js';

/** Fetches the looks of a site that has its own, before anything is shown. @param {Page} page */
export async function looksOf(page) {
  const {launcher, theme = {}} = page.config;
  const told = launcher || Object.keys(theme)[0] || document.querySelector('[data-readalong-launcher]');
  if (told) page.looks = (await import('./looks.js')).looksOf(page.config);
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
  const lifetime = new AbortController();
  const {signal} = lifetime;
  const language = labelLanguage(content.language);
  /** @type {LauncherWords} */
  let words = ENGLISH;
  const rate = layout.default_rate || config.default_rate;
  // In no document, so that no page can silence it by rendering anew. Without `crossorigin` the reader's cookies would go along.
  const audio = make('audio', {crossorigin: 'anonymous', preload: 'none'});
  // Whether the reader has asked for sound and waits for it.
  let wanted = false;
  let byKeyboard = false;
  /** @type {Manifest | undefined} */
  let manifest;
  /** @type {Sounding | undefined} */
  let reel;
  /** @type {Promise<Player> | undefined} */
  let opening;
  /** @type {Player | undefined} */
  let player;

  const state = () =>
    player?.snapshot() ?? {phase: wanted ? 'loading' : 'idle', at_ms: 0, duration_ms: manifest?.duration_ms ?? 0, rate};

  const isActive = () => /playing|loading/.test(`${state().phase}`);

  /** @param {'ready' | 'play' | 'pause' | 'half' | 'completed' | 'ended' | 'error'} name */
  const tell = (name) => document.dispatchEvent(new CustomEvent(`readalong:${name}`, {bubbles: true, detail: state()}));

  /** @param {any} failure */
  const fail = (failure) => {
    if (signal.aborted) return;
    page.fail(failure);
    if (player) return;
    if (wanted) launcher?.show(words.failed);
    else launcher?.remove();
    wanted = false;
    tell('error');
  };

  /** Shows the launcher as it is before the player takes it over. */
  const show = () =>
    launcher?.show(wanted ? words.waiting : words.listen, PLAY, wanted, wanted || !manifest?.duration_ms ? 0 : manifest.duration_ms / rate);

  const launch = () => {
    if (!launcher) {
      launcher = createLauncher(content.blocks[0], language, page.looks);
      page.looks?.dress(launcher, content, layout, words);
    }
    launcher.pressed = (keyboard) => {
      byKeyboard = keyboard;
      if (isActive()) pause();
      else play();
    };
    // No news is our own launcher.
    page.observer.takeRecords();
    if (!player) show();
    return launcher;
  };

  /** Learns what can be played by now. @param {Manifest} known @param {Sounding} [by] what plays it, if not the audio element */
  const take = (known, by) => {
    const first = !manifest;
    manifest = known;
    reel = by;
    launch();
    player?.extend(known);
    if (first) {
      stage.session = import('./session.js').then((session) => session.begin(stage, launch()), page.fail);
      tell('ready');
    }
    if (wanted) withPlayer(begin);
  };

  const lookUp = async () => {
    const asked = service.ask(`/narrations/${content.fingerprint}`).catch((failure) => failure);
    words = await wordsIn(language);
    const known = await asked;
    if (known.state === 'ready' && !known.grant) return take(known);
    const {pursue} = await import('./delivery.js');
    await pursue(stage, known);
  };

  /** Fetches the player, once there is something to play. @param {(opened: Player) => void} act */
  const withPlayer = (act) => {
    if (!manifest) return;
    opening ??= import('./player.js').then(({mount}) => {
      signal.throwIfAborted();
      player = mount(/** @type {Opening} */ ({...stage, words, manifest, reel}));
      return player;
    });
    opening.then(act).catch(fail);
  };

  /** @param {Player} opened */
  const begin = (opened) => {
    if (!wanted) return;
    wanted = false;
    opened.play(byKeyboard);
  };

  /** Plays, as soon as there is something to play. */
  const play = () => {
    page.enter?.(article);
    wanted = true;
    if (player) return begin(player);
    // Safari lets an element play later only if it was made to load in the reader's own press.
    audio.load();
    show();
    withPlayer(begin);
  };

  const pause = () => {
    wanted = false;
    if (player) player.pause();
    else show();
  };

  /** @type {Stage} */
  const stage = {service, config, content, layout, signal, audio, language, rate, isActive, launch, take, fail, tell};
  /** @type {Article} */
  const article = {
    content, layout, state, play, pause, withPlayer,
    view: () => ({launcher, manifest, player}),
    relaunch() {
      launcher?.remove();
      launcher = undefined;
      launch();
    },
    destroy(heir = false) {
      lifetime.abort();
      player?.destroy();
      if (!heir) launcher?.remove();
    },
  };
  if (launcher) launch();
  lookUp().catch(fail);
  return article;
}
