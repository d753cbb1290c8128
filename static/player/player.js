// @ts-check
/**
 * The player: requests → the audio element → its events → the reducer → dock, launcher, beacon, and what goes along, all drawn from the
 * state. The audio element is the only truth about time; nothing assumes that a request succeeded.
 * @import {Change} from './timeline.js'
 * @import {Action, Article, Deck, Manifest, Player, Requests, Sounding, State, Words} from './types.js'
 */
import {goAlong} from './along.js';
import {startClock} from './clock.js';
import {createDock} from './dock.js';
import {PAUSE} from './dock_icons.js';
import {DOCK_LABELS} from './dock_labels.js';
import {PLAY} from './icons.js';
import {ENGLISH} from './labels.js';
import * as sessions from './session.js';
import {initial, reduce} from './state.js';
import {changesOf, dueAt} from './timeline.js';
import {warn} from './warnings.js';

const LEAD_MS = 10; // A word lights this much early: the paint takes a frame.
const BEAT_MS = 500; // The dock shows seconds: it is not drawn anew for each word.

/** @param {State} state */
const beat = ({phase, at_ms}) => phase + Math.floor(at_ms / BEAT_MS);

/**
 * Sets the player up; nothing is shown or heard before its first `play`.
 * @param {Article} article
 * @returns {Player}
 */
export function mount(article) {
  const {language, signal, content: {blocks}} = article;
  const manifest = /** @type {Manifest} */ (article.manifest);
  /** @type {Sounding} */
  const audio = article.reel ?? article.audio;
  /** @type {Words} */
  const words = {...ENGLISH, ...DOCK_LABELS, ...article.words};
  let told = manifest;
  /** @type {Change[]} */
  let changes = [];
  let state = initial(article.rate);
  const session = sessions.begin(article);

  const now = () => ({at_ms: audio.currentTime * 1000, now_ms: performance.now()});

  const play = (byKeyboard = false) => {
    const {phase, at_ms} = state;
    dispatch({type: 'play'});
    if (phase === 'error') {
      audio.load();
      // Where it broke off, not at the beginning.
      audio.currentTime = at_ms / 1000;
    }
    audio.play().catch(({name}) => name === 'NotAllowedError' && dispatch({type: 'pause'}));
    if (byKeyboard) dock.focus();
  };

  /** @param {number} ms */
  const seek = (ms) => {
    dispatch({type: 'follow'});
    audio.currentTime = Math.min(Math.max(0, ms), state.length_ms) / 1000;
  };

  /** The default as well: a new source sets the rate back to it. @param {number} rate */
  const setRate = (rate) => {
    audio.defaultPlaybackRate = audio.playbackRate = rate;
  };

  /** @type {Requests} */
  const requests = {
    settings: {follow: true, keys: true, taps: true},
    // An element that failed is not paused.
    toggle: () => (audio.paused || state.phase === 'error' ? play() : audio.pause()),
    seek,
    setRate,
    close() {
      audio.pause();
      dispatch({type: 'close'});
    },
    follow: () => dispatch({type: 'follow'}),
    more: () => deck.bring(import('./more.js')),
    reach: (...given) => deck.bring(import('./controls.js'), ...given),
  };
  const dock = createDock(state, words, language, requests);
  /** @type {Deck} */
  const deck = {
    article, audio, words, requests, dock, signal, play,
    watchers: [],
    state: () => state,
    known: () => told,
    clock: () => audio.currentTime * 1000,
    bring: (part, ...given) => void part.then(({attend}) => attend(deck, ...given)).catch(article.fail),
  };

  /** @param {Action} action */
  const dispatch = (action) => {
    const before = state;
    state = reduce(state, action);
    if (state === before) return;
    if (action.type !== 'time' || beat(state) !== beat(before)) dock.show(state);
    session.watch(state, before, told);
    for (const see of deck.watchers) see(state, before);
    if (state.phase !== before.phase) turned(before);
  };

  const announce = () => {
    const {phase, at_ms, duration_ms, rate} = state;
    const active = article.isActive();
    const begun = phase === 'paused' && at_ms > 0;
    const text = active ? words.pause : begun ? words.resume : words.listen;
    const launcher = article.launch();
    launcher.host.toggleAttribute('data-open', state.open);
    launcher.show(text, active ? PAUSE : PLAY, phase === 'loading', active || begun ? 0 : duration_ms / rate);
  };

  /** @param {State} before */
  const turned = ({phase: before}) => {
    const {phase} = state;
    announce();
    if (phase === 'playing') article.tell('play');
    else if (phase === 'paused' && before !== 'ended') article.tell('pause');
    else if (phase !== 'loading' && phase !== 'paused') article.tell(phase);
  };

  /** Notes what was heard and lights what is due; returns the media time to the next change. While the element seeks, its time is a wish. */
  const observe = () => {
    const due_ms = deck.clock() + LEAD_MS * audio.playbackRate;
    const {place, wait_ms} = dueAt(changes, due_ms);
    if (!audio.seeking && state.phase !== 'ended') dispatch({type: 'time', ...now(), place});
    return wait_ms;
  };

  /** @param {Manifest} known */
  const extend = (known) => {
    const {duration_ms = 0, estimate_ms = duration_ms} = known;
    told = known;
    changes = changesOf(known.sentences);
    dispatch({type: 'extend', duration_ms, length_ms: estimate_ms});
  };

  const leave = () => {
    observe();
    session.leave(state);
  };

  // Before anything else that ends with the article: what was heard is told while all stands.
  signal.addEventListener('abort', () => {
    leave();
    audio.pause();
    dock.host.remove();
    article.audio.removeAttribute('src');
  });
  /** @param {string} event @param {() => void} act */
  const on = (event, act) => audio.addEventListener(event, act, {signal});
  // Playing before the clock looks, which would forget where the sound stood; a pause after it, so that what was heard up to it is noted.
  on('playing', () => dispatch({type: 'playing', ...now()}));
  startClock(audio, observe, signal);
  for (const type of /** @type {const} */ (['seeking', 'seeked', 'waiting', 'pause', 'ended'])) on(type, () => dispatch({type, ...now()}));
  on('ratechange', () => dispatch({type: 'rate', rate: audio.playbackRate}));
  on('error', () => {
    // Without an error of the element it is the speaking that failed, and has been told.
    if (audio.error) warn('no-audio', {url: audio.src, error: audio.error.message});
    dispatch({type: 'error'});
  });
  addEventListener('click', (event) => {
    const inside = blocks.some(({element}) => element.contains(/** @type {Node} */ (event.target)));
    if (inside && state.open && requests.settings.taps) deck.bring(import('./tap.js'), event);
  }, {signal});
  addEventListener('pagehide', leave, {signal});
  document.addEventListener('visibilitychange', () => document.hidden && leave(), {signal});
  if (!article.reel) audio.src = new URL(manifest.audio?.url ?? '', article.service.root).href;
  audio.preservesPitch = true;
  setRate(article.rate);
  extend(manifest);
  if (/Firefox/.test(navigator.userAgent)) deck.bring(import('./steady.js'));
  deck.along = goAlong(deck, () => dispatch({type: 'yield'}));

  return {
    snapshot() {
      const {phase, open, following, rate, place, duration_ms} = state;
      return {phase, open, following, rate, ...place, at_ms: Math.round(now().at_ms), duration_ms};
    },
    play,
    pause: () => audio.pause(),
    seek,
    setRate,
    extend,
    renew() {
      announce();
      deck.along?.renew();
    },
    say: (said) => dock.say(said[language] ?? said.en ?? ''),
  };
}
