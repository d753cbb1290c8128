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
    seeks: 0, replays: 0,
  };
}

/**
 * @param {State} state
 * @param {number} at_ms
 * @param {number} now_ms
 * @returns {State}
 */
function listened(state, at_ms, now_ms) {
  const {mark, heard, rate} = state;
  if (!mark) return {...state, at_ms};
  const really = isListening(at_ms - mark.at_ms, now_ms - mark.now_ms, rate);
  const merged = really ? addRange(heard, mark.at_ms, at_ms) : heard;
  return {...state, at_ms, heard: merged, mark: {at_ms, now_ms}};
}

/**
 * A time that goes on is sound, whatever was told: WebKit waits after some seeks and does not tell that it plays again; Firefox calls it an
 * error when there is no sound device, and plays on.
 * @param {State} state
 * @param {number} at_ms
 * @param {number} now_ms
 * @returns {State}
 */
function waited(state, at_ms, now_ms) {
  const {mark, rate} = state;
  if (!mark || !isListening(at_ms - mark.at_ms, now_ms - mark.now_ms, rate)) return {...state, at_ms, mark: {at_ms, now_ms}};
  return at_ms - mark.at_ms < GOING_MS ? {...state, at_ms} : listened({...state, phase: 'playing'}, at_ms, now_ms);
}

/**
 * The next state; the same object when nothing changes.
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
export function reduce(state, action) {
  switch (action.type) {
    case 'play':
      return {...state, open: true, phase: 'loading', replays: state.replays + (state.phase === 'ended' ? 1 : 0)};
    case 'extend':
      return {...state, duration_ms: action.duration_ms, length_ms: action.length_ms};
    case 'playing':
      // From where it stood: the event comes a little after the sound.
      return {...state, phase: 'playing', mark: {at_ms: state.at_ms, now_ms: action.now_ms}};
    case 'waiting':
      return state.phase === 'playing' ? {...state, phase: 'loading', mark: null} : state;
    case 'time': {
      const observed = /loading|error/.test(state.phase) ? waited : listened;
      return {...observed(state, action.at_ms, action.now_ms), place: action.place};
    }
    case 'pause':
      return {...state, phase: state.phase === 'error' ? 'error' : 'paused', mark: null};
    case 'seeking':
      return {...state, mark: null, seeks: state.seeks + 1};
    case 'seeked':
      return seeked(state, action.at_ms, action.now_ms);
    case 'ended':
      return {...state, phase: 'ended', at_ms: state.duration_ms, place: NOWHERE, mark: null};
    case 'error':
      return {...state, phase: 'error', mark: null};
    case 'rate':
      return {...state, rate: action.rate};
    case 'yield':
      return state.following ? {...state, following: false} : state;
    case 'follow':
      return state.following ? state : {...state, following: true};
    case 'close':
      return {...state, open: false, place: NOWHERE};
  }
}

/**
 * @param {State} state
 * @param {number} at_ms
 * @param {number} now_ms
 * @returns {State}
 */
function seeked(state, at_ms, now_ms) {
  const phase = state.phase === 'ended' ? 'paused' : state.phase;
  return {...state, phase, at_ms, mark: phase === 'playing' ? {at_ms, now_ms} : null};
}
