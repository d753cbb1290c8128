// @ts-check
/**
 * What runs on every page with the tag: config, layout, blocks, look-up of the narration, launcher. The rest is fetched when it is
 * needed: the pursuit of a narration that is not ready, the player on Listen.
 * @import {Block, Content, Launcher, Layout, Manifest, Player, Site, Sounding, Stage} from './types.js'
 */
import {collect, select} from './collect.js';
import {fingerprint} from './fingerprint.js';
import {PLAY} from './icons.js';
import {labelLanguage, labelsIn} from './labels.js';
import {createLauncher} from './launcher.js';
import {pickLayout} from './layouts.js';
import {connect, refusal} from './service.js';
import {clockTime} from './times.js';
import {warn} from './warnings.js';

/** The script's version, the same as in package.json. */
const VERSION = '0.1.0';

/**
 * What the fingerprint is made of, and it.
 * @param {Layout} layout
 * @param {Block[]} blocks
 * @returns {Promise<Content>}
 */
async function describe(layout, blocks) {
  if (!crypto.subtle) throw refusal('no-hashing');
  const marked = blocks[0].element.closest('[lang]:not([lang=""])')?.getAttribute('lang');
  const language = (layout.language || marked || navigator.language).trim();
  return {language, fingerprint: await fingerprint(language, blocks), blocks};
}

/**
 * Reads the page that carries the tag: from the tag to a narration that can be played.
 * @param {HTMLScriptElement} tag our script element
 * @returns {void}
 */
export function start(tag) {
  const site = tag.dataset.site ?? '';
  const root = new URL('..', tag.src);
  const lifetime = new AbortController();
  const {signal} = lifetime;
  const service = connect(root, site, signal);
  let rate = 1;
  let language = 'en';
  // Whether the reader has asked for sound and waits for it.
  let wanted = false;
  let byKeyboard = false;
  /** @type {Site} */
  let config;
  /** @type {Content} */
  let content;
  /** @type {Launcher | undefined} */
  let launcher;
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

  /** @param {'ready' | 'play' | 'pause' | 'ended' | 'error'} name */
  const tell = (name) => document.dispatchEvent(new CustomEvent(`readalong:${name}`, {bubbles: true, detail: state()}));

  /** Whatever goes wrong ends here: the page has no part in it. @param {any} failure */
  const fail = (failure) => {
    if (signal.aborted) return;
    warn(failure.facts ? failure.message : 'error', failure.facts ?? {error: `${failure}`, root});
    if (player) return;
    if (wanted) launcher?.show(labelsIn(language).failed);
    else launcher?.remove();
    wanted = false;
    tell('error');
  };

  /** Shows the launcher as it is before the player takes it over. */
  const show = () => {
    const {listen, waiting} = labelsIn(language);
    if (wanted) launcher?.show(waiting, PLAY, true);
    else launcher?.show(listen, PLAY, false, manifest?.duration_ms ? clockTime(manifest.duration_ms, rate) : '');
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

  /** @param {Layout} layout */
  const narrate = async (layout) => {
    /** @type {Manifest | undefined} */
    const known = await service.ask(`/narrations/${content.fingerprint}`).catch((failure) => {
      if (failure.message !== 'unknown-narration') throw failure;
    });
    if (known?.state === 'ready') return take(known);
    const {pursue} = await import('./delivery.js');
    await pursue({service, content, layout, signal, isActive, launch, take, fail}, known);
  };

  const prepare = async () => {
    if (!site) throw refusal('no-key');
    config = await service.ask('');
    const layout = pickLayout(config.layouts, location);
    if (!layout) throw refusal('no-layout', {site});
    const blocks = await collect(select(layout, warn));
    if (!blocks[0]) throw refusal('no-text', {pattern: layout.url_pattern});
    rate = layout.default_rate || config.default_rate;
    content = await describe(layout, blocks);
    language = labelLanguage(content.language);
    await narrate(layout);
  };

  /** Fetches the player, once there is something to play. @param {(opened: Player) => void} act */
  const withPlayer = (act) => {
    if (!manifest) return;
    opening ??= import('./player.js').then(({mount}) => (player = mount(/** @type {Stage} */ ({
      service, config, content, manifest, reel, launcher, language, rate, tell,
    }))));
    opening.then(act).catch(fail);
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

  const page = /** @type {any} */ (window);
  page.ReadAlong = {
    version: VERSION,
    get state() {
      return state();
    },
    play,
    pause,
    seek: (/** @type {number} */ ms) => withPlayer((opened) => opened.seek(ms)),
    setRate: (/** @type {number} */ asked) => withPlayer((opened) => opened.setRate(asked)),
    destroy() {
      lifetime.abort();
      player?.destroy();
      launcher?.remove();
      delete page.ReadAlong;
    },
  };
  prepare().catch(fail);
}
