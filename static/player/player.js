// @ts-check
/**
 * The player: requests → the audio element → its events → the reducer → dock, launcher, light, scrolling and beacon, all drawn from
 * the state. The audio element is the only truth about time; nothing assumes that a request succeeded.
 * @import {Change} from './timeline.js'
 * @import {Action, Manifest, Opening, Player, Sentence, Session, Sounding, State} from './types.js'
 */
import {startClock} from './clock.js';
import {createDock} from './dock.js';
import {PAUSE} from './dock_icons.js';
import {DOCK_LABELS} from './dock_labels.js';
import {follow, watchReader} from './follow.js';
import {createLight} from './highlight.js';
import {PLAY} from './icons.js';
import {labelsIn} from './labels.js';
import {joinMediaSession} from './media_session.js';
import {initial, reduce} from './state.js';
import {NOWHERE, changesOf, placeAt, sentenceStep, untilNext, wordSpan} from './timeline.js';
import {warn} from './warnings.js';

const LEAD_MS = 10; // A word lights this much early: the paint takes a frame.

/**
 * Sets the player up; nothing is shown or heard before its first `play`.
 * @param {Opening} stage
 * @returns {Player}
 */
export function mount(stage) {
  const {manifest, language} = stage;
  const {blocks} = stage.content;
  /** @type {Sounding} */
  const audio = stage.reel ?? stage.audio;
  const lifetime = new AbortController();
  const {signal} = lifetime;
  const labels = {...labelsIn(language), ...DOCK_LABELS[language]};
  const light = createLight();
  let told = manifest;
  /** @type {Session | void} */
  let session;
  stage.session?.then((begun) => (session = begun));
  /** @type {Sentence[]} */
  let sentences = [];
  /** @type {Change[]} */
  let changes = [];
  let state = initial(stage.rate);

  const now = () => ({at_ms: audio.currentTime * 1000, now_ms: performance.now()});

  const play = (byKeyboard = false) => {
    if (state.phase === 'error') audio.load();
    dispatch({type: 'play'});
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
    audio.defaultPlaybackRate = rate;
    audio.playbackRate = rate;
  };

  const requests = {
    toggle: () => (audio.paused ? play() : audio.pause()),
    step: (/** @type {-1 | 1} */ step) => seek(sentenceStep(sentences, audio.currentTime * 1000, step)),
    seek,
    setRate,
    close() {
      audio.pause();
      dispatch({type: 'close'});
    },
    follow: () => dispatch({type: 'follow'}),
  };
  const dock = createDock(state, labels, language, labels.failed, requests);

  /** @param {Action} action */
  const dispatch = (action) => {
    const before = state;
    state = reduce(state, action);
    if (state === before) return;
    dock.show(state);
    if (state.place !== before.place || state.following !== before.following || state.phase !== before.phase) lit(before);
    session?.watch(state, before, told);
    if (state.phase !== before.phase) turned(before);
  };

  /** @param {State} before */
  const lit = (before) => {
    const {place, following, phase} = state;
    const sentence = sentences[place.sentence];
    const block = blocks[sentence?.block];
    if (!block) return light.clear();
    const word = place.word < 0 ? null : wordSpan(sentence, place.word);
    if (place !== before.place) light.show(block, sentence, word);
    if (following && phase === 'playing') follow(block, sentence, word, dock.covered());
  };

  const announce = () => {
    const {phase, at_ms, duration_ms, rate} = state;
    const active = phase === 'playing' || phase === 'loading';
    const begun = phase === 'paused' && at_ms > 0;
    const text = active ? labels.pause : begun ? labels.resume : labels.listen;
    stage.launch().show(text, active ? PAUSE : PLAY, phase === 'loading', active || begun ? 0 : duration_ms / rate);
  };

  /** @param {State} before */
  const turned = ({phase: before}) => {
    const {phase} = state;
    announce();
    if (phase === 'playing') stage.tell('play');
    else if (phase === 'paused' && before !== 'ended') stage.tell('pause');
    else if (phase !== 'loading' && phase !== 'paused') stage.tell(phase);
  };

  /** Notes what was heard and lights what is due; returns the media time to the next change. While the element seeks, its time is a wish. */
  const observe = () => {
    const due_ms = audio.currentTime * 1000 + LEAD_MS * audio.playbackRate;
    if (!audio.seeking && state.phase !== 'ended') dispatch({type: 'time', ...now(), place: placeAt(changes, due_ms)});
    return untilNext(changes, due_ms);
  };

  /** @param {Manifest} known */
  const extend = (known) => {
    const {duration_ms = 0, estimate_ms = duration_ms} = known;
    told = known;
    sentences = known.sentences;
    changes = changesOf(sentences);
    dispatch({type: 'extend', duration_ms, length_ms: estimate_ms});
  };

  const leave = () => {
    observe();
    session?.leave(state);
  };

  /** @param {string} event @param {() => void} act */
  const on = (event, act) => audio.addEventListener(event, act, {signal});
  on('timeupdate', observe);
  on('playing', () => dispatch({type: 'playing', ...now()}));
  // Before the pause is noted, so that what was heard up to it is.
  startClock(audio, observe, signal);
  on('seeked', () => dispatch({type: 'seeked', ...now()}));
  on('seeking', () => dispatch({type: 'seeking'}));
  on('waiting', () => dispatch({type: 'waiting'}));
  on('pause', () => dispatch({type: 'pause'}));
  on('ended', () => dispatch({type: 'ended'}));
  on('ratechange', () => dispatch({type: 'rate', rate: audio.playbackRate}));
  on('error', () => {
    // Without an error of the element it is the speaking that failed, and has been told.
    if (audio.error) warn('no-audio', {url: audio.src, error: audio.error.message});
    dispatch({type: 'error'});
  });
  watchReader(() => dispatch({type: 'yield'}), dock.host, signal);
  addEventListener('pagehide', leave, {signal});
  document.addEventListener('visibilitychange', () => document.hidden && leave(), {signal});
  joinMediaSession(blocks[0].text, stage.config.name, requests, signal);
  if (!stage.reel) audio.src = new URL(manifest.audio?.url ?? '', stage.service.root).href;
  audio.preservesPitch = true;
  setRate(stage.rate);
  extend(manifest);

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
      light.clear();
      lit({...state, place: NOWHERE});
    },
    say: (words) => dock.say(words[language] ?? ''),
    destroy() {
      leave();
      audio.pause();
      lifetime.abort();
      light.destroy();
      dock.host.remove();
      stage.audio.removeAttribute('src');
    },
  };
}
