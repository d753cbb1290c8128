// @ts-check
/**
 * The state and its reducer. Pure: the audio element's events come in, the next state goes out, everything is drawn from it.
 * @import {Action, State} from './types.js'
 */
import {addRange, isListening} from './heard.js';
import {NOWHERE} from './timeline.js';

const GOING_MS = 300; // The time may move by a little less after the sound has stopped.

/**
 * @param {number} rate
 * @returns {State}
 */
export function initial(rate) {
  return {
    phase: 'paused', open: false, following: true, at_ms: 0, duration_ms: 0, length_ms: 0, rate, place: NOWHERE, heard: [], mark: null,
    seeks: 0,
  };
}

/**
 * What was heard by a time, if anything is.
 * @param {State} state
 * @param {number} at_ms
 * @param {number} now_ms
 * @returns {Partial<State> | undefined}
 */
function listened({mark, heard, rate}, at_ms, now_ms) {
  if (!mark) return;
  const really = isListening(at_ms - mark.at_ms, now_ms - mark.now_ms, rate);
  return {heard: really ? addRange(heard, mark.at_ms, at_ms) : heard, mark: {at_ms, now_ms}};
}

/**
 * A time that goes on is sound, whatever was told: WebKit waits after some seeks and does not tell that it plays again; Firefox calls it an
 * error when there is no sound device, and plays on.
 * @param {State} state
 * @param {number} at_ms
 * @param {number} now_ms
 * @returns {Partial<State> | undefined}
 */
function waited(state, at_ms, now_ms) {
  const {mark, rate} = state;
  if (!mark || !isListening(at_ms - mark.at_ms, now_ms - mark.now_ms, rate)) return {mark: {at_ms, now_ms}};
  return at_ms - mark.at_ms < GOING_MS ? undefined : {...listened(state, at_ms, now_ms), phase: 'playing'};
}

/**
 * What each action changes; nothing where it changes nothing.
 * @type {Record<Action['type'], (state: State, action: any) => Partial<State> | undefined>}
 */
const CHANGES = {
  play: () => ({open: true, phase: 'loading'}),
  extend: (_, {duration_ms, length_ms}) => ({duration_ms, length_ms}),
  // From where it stood: the event comes a little after the sound.
  playing: ({at_ms}, {now_ms}) => ({phase: 'playing', mark: {at_ms, now_ms}}),
  waiting: ({phase}) => (phase === 'playing' ? {phase: 'loading', mark: null} : undefined),
  time: (state, {at_ms, now_ms, place}) => ({...(/loading|error/.test(state.phase) ? waited : listened)(state, at_ms, now_ms), at_ms, place}),
  pause: ({phase}) => ({phase: phase === 'error' ? phase : 'paused', mark: null}),
  seeking: ({seeks}) => ({mark: null, seeks: seeks + 1}),
  seeked: ({phase}, {at_ms, now_ms}) => (
    {phase: phase === 'ended' ? 'paused' : phase, at_ms, mark: phase === 'playing' ? {at_ms, now_ms} : null}),
  ended: ({duration_ms}) => ({phase: 'ended', at_ms: duration_ms, place: NOWHERE, mark: null}),
  error: () => ({phase: 'error', mark: null}),
  rate: (_, {rate}) => ({rate}),
  yield: ({following}) => (following ? {following: false} : undefined),
  follow: ({following}) => (following ? undefined : {following: true}),
  close: () => ({open: false, place: NOWHERE}),
};

/**
 * The next state; the same object when nothing changes.
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
export function reduce(state, action) {
  const changes = CHANGES[action.type](state, action);
  return changes ? {...state, ...changes} : state;
}
