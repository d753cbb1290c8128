// @ts-check
/**
 * The clock of the sound in Firefox: it stands still for up to 45 ms of it, and then jumps to where the sound is. It is never ahead, so the
 * time runs on from what it has said, but not far, and not before it has moved. Fetched there.
 * @import {Deck} from './types.js'
 */

const AHEAD_MS = 20;
const LOST_MS = 100; // A difference of more is a seek, or a sound that has stopped.
const PACE = 0.98; // A little slower than the sound: an error wears off.

/** @typedef {{at_ms: number, now_ms: number, from_ms: number}} Look a media time, when that was on the page's clock, and from where the sound goes on */

/**
 * The media time by a clock that jumps. Pure.
 * @param {Look} before what this gave last
 * @param {number} at_ms what the clock says
 * @param {number} now_ms
 * @param {number} rate 0 while there is no sound
 * @returns {Look}
 */
export function steady(before, at_ms, now_ms, rate) {
  const expected_ms = before.at_ms + (now_ms - before.now_ms) * rate * PACE;
  const isGoingOn = rate && Math.abs(expected_ms - at_ms) < LOST_MS;
  const from_ms = isGoingOn ? before.from_ms : at_ms;
  const ahead_ms = at_ms > from_ms ? Math.max(0, Math.min(expected_ms - at_ms, AHEAD_MS)) : 0;
  return {at_ms: at_ms + ahead_ms, now_ms, from_ms};
}

/** @param {Deck} deck */
export function attend(deck) {
  const {audio, state} = deck;
  let look = {at_ms: 0, now_ms: 0, from_ms: 0};
  deck.clock = () => {
    const {phase, rate} = state();
    look = steady(look, audio.currentTime * 1000, performance.now(), phase === 'playing' && !audio.seeking ? rate : 0);
    return look.at_ms;
  };
}
