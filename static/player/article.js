// @ts-check
/**
 * One article on one view of the page: look-up of its narration → launcher → player. What it says may change under it; it lives
 * until it is destroyed. The pursuit of a narration that is not ready and the player are fetched when they are needed.
 * @import {Article, Content, Launcher, Layout, Manifest, Page, Player, Sounding, Stage} from './types.js'
 */
import {PLAY} from './icons.js';
import {labelLanguage, labelsIn} from './labels.js';
import {createLauncher} from './launcher.js';
import {warn} from './warnings.js';

/**
 * @param {Page} page
 * @returns {Article} one that has no text yet
 */
export function createArticle(page) {
  const {service, root} = page;
  let language = 'en';
  let rate = 1;
  // Whether the reader has asked for sound and waits for it.
  let wanted = false;
  let byKeyboard = false;
  // Ends with the text: what was on its way for it is dropped then.
  let lifetime = new AbortController();
  /** @type {Content} */
  let content;
  /** @type {Layout} */
  let layout;
  /** @type {Launcher | undefined} */
  let launcher;
  /** @type {Manifest | undefined} */
  let manifest;
  /** @type {Sounding | undefined} */
  let reel;
  /** @type {Promise<Player | undefined> | undefined} */
  let opening;
  /** @type {Player | undefined} */
  let player;

  const state = () =>
    player?.snapshot() ?? {phase: wanted ? 'loading' : 'idle', at_ms: 0, duration_ms: manifest?.duration_ms ?? 0, rate};

  const isActive = () => /playing|loading/.test(`${state().phase}`);

  /** @param {'ready' | 'play' | 'pause' | 'ended' | 'error'} name */
  const tell = (name) => document.dispatchEvent(new CustomEvent(`readalong:${name}`, {bubbles: true, detail: state()}));

  /** Whatever goes wrong ends here: the page has no part in it. @param {any} failure */
  const fail = (failure) => {
    if (lifetime.signal.aborted) return;
    warn(failure.facts ? failure.message : 'error', failure.facts ?? {error: `${failure}`, root});
    if (player) return;
    if (wanted) launcher?.show(labelsIn(language).failed);
    else dismiss();
    wanted = false;
    tell('error');
  };

  const dismiss = () => {
    launcher?.remove();
    launcher = undefined;
  };

  /** Shows the launcher as it is while no player has taken it over. */
  const show = () => {
    const {listen, waiting} = labelsIn(language);
    launcher?.show(wanted ? waiting : listen, PLAY, wanted, wanted || !manifest?.duration_ms ? 0 : manifest.duration_ms / rate);
  };

  const launch = () => {
    launcher ??= createLauncher(content.blocks[0], language, (keyboard) => {
      byKeyboard = keyboard;
      if (isActive()) pause();
      else play();
    });
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
    if (first) tell('ready');
    if (wanted) withPlayer(begin);
  };

  /** Looks the narration up. @param {AbortSignal} signal */
  const narrate = async (signal) => {
    /** @type {Manifest | undefined} */
    const known = await service.ask(`/narrations/${content.fingerprint}`, {signal}).catch((failure) => {
      if (failure.message !== 'unknown-narration') throw failure;
    });
    if (known?.state === 'ready' && !known.grant) return take(known);
    const {pursue} = await import('./delivery.js');
    await pursue({service, content, layout, signal, isActive, launch, take, fail}, known);
  };

  /** Fetches the player, once there is something to play. @param {(opened: Player) => void} act */
  const withPlayer = (act) => {
    if (!manifest) return;
    const ours = opening ??= import('./player.js').then(({mount}) => {
      if (ours !== opening) return undefined;
      player = mount(/** @type {Stage} */ ({
        service, config: page.config, content, manifest, reel, launcher, language, rate, tell,
      }));
      return player;
    });
    ours.then((opened) => opened && act(opened)).catch(fail);
  };

  /** @param {Player} opened */
  const begin = (opened) => {
    if (!wanted) return;
    wanted = false;
    opened.play();
    if (byKeyboard) opened.focus();
  };

  /** Plays, as soon as there is something to play. */
  const play = () => {
    page.enter(article);
    wanted = true;
    if (player) return begin(player);
    // Safari lets an element play later only if it was made to load in the reader's own press.
    launcher?.audio.load();
    show();
    withPlayer(begin);
  };

  const pause = () => {
    wanted = false;
    if (player) player.pause();
    else show();
  };

  /** Closes the player. */
  const leave = () => {
    player?.destroy();
    player = opening = undefined;
    pause();
  };

  const article = {
    get content() {
      return content;
    },
    state, play, pause, withPlayer, fail, leave,
    /** @param {Content} found @param {Layout} foundBy */
    adopt(found, foundBy) {
      const still = wanted;
      leave();
      wanted = still;
      lifetime.abort();
      lifetime = new AbortController();
      manifest = reel = undefined;
      content = found;
      layout = foundBy;
      language = labelLanguage(content.language);
      rate = layout.default_rate || page.config.default_rate;
      narrate(lifetime.signal).catch(fail);
    },
    destroy() {
      leave();
      lifetime.abort();
      dismiss();
    },
  };
  return article;
}
