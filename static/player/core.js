// @ts-check
/**
 * What runs on every page with the tag: config, layout, blocks, look-up of the narration, launcher. The rest is fetched when it is
 * needed: the delivery for an article without a narration, the player on Listen.
 * @import {Block, Content, Launcher, Layout, Manifest, Player, Site, Speaking} from './types.js'
 */
import {collect} from './collect.js';
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
  /** @type {Promise<Player> | undefined} */
  let opening;
  /** @type {Player | undefined} */
  let player;

  const state = () =>
    player?.snapshot() ?? {phase: wanted ? 'loading' : 'idle', at_ms: 0, duration_ms: manifest?.duration_ms ?? 0, rate};

  /** @param {'ready' | 'play' | 'pause' | 'ended' | 'error'} name */
  const tell = (name) => document.dispatchEvent(new CustomEvent(`readalong:${name}`, {bubbles: true, detail: state()}));

  /** Whatever goes wrong ends here: the page has no part in it. @param {any} failure */
  const fail = (failure) => {
    if (signal.aborted) return;
    warn(failure.facts ? failure.message : 'error', failure.facts ?? {error: `${failure}`, root});
    if (wanted) launcher?.show(labelsIn(language).failed);
    else if (!player) launcher?.remove();
    wanted = false;
    tell('error');
  };

  /** Shows the launcher as it is before the player takes it over. */
  const show = () => {
    const {listen, waiting} = labelsIn(language);
    if (wanted) launcher?.show(waiting, PLAY, true);
    else launcher?.show(listen, PLAY, false, manifest && clockTime(manifest.duration_ms, rate));
  };

  const launch = () => {
    launcher ??= createLauncher(content.blocks[0], language, (keyboard) => {
      byKeyboard = keyboard;
      if (/playing|loading/.test(`${state().phase}`)) pause();
      else play();
    });
    show();
  };

  /** @param {Layout} layout @returns {Promise<Manifest>} */
  const narration = async (layout) => {
    /** @type {Manifest | Speaking | undefined} */
    let answer = await service.ask(`/narrations/${content.fingerprint}`).catch((failure) => {
      if (failure.message !== 'unknown-narration') throw failure;
    });
    if (answer?.state === 'ready') return answer;
    const {deliver, wait} = await import('./delivery.js');
    answer ??= await deliver(service, content, layout);
    launch();
    return wait(service, content, answer, signal, () => wanted);
  };

  const prepare = async () => {
    if (!site) throw refusal('no-key');
    config = await service.ask('');
    const layout = pickLayout(config.layouts, location);
    if (!layout) throw refusal('no-layout', {site});
    const blocks = await collect(layout, warn);
    if (!blocks[0]) throw refusal('no-text', {pattern: layout.url_pattern});
    rate = layout.default_rate || config.default_rate;
    content = await describe(layout, blocks);
    language = labelLanguage(content.language);
    manifest = await narration(layout);
    launch();
    tell('ready');
    if (wanted) withPlayer(begin);
  };

  /** Fetches the player, once there is something to play. @param {(opened: Player) => void} act */
  const withPlayer = (act) => {
    if (!manifest || !launcher) return;
    const stage = {service, config, content, manifest, launcher, language, rate, tell};
    opening ??= import('./player.js').then(({mount}) => (player = mount(stage)));
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
