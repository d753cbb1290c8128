// @ts-check
/**
 * A network that comes and goes: what a lost connection broke goes on by itself where it was.
 * @import {Deck} from './types.js'
 */

const FIRST_MS = 1000;
const MOST_TRIES = 5;

/** Tries again when the network failed under a listener: at once when it is back, else later and later, a few times. @param {Deck} deck */
export function outlastNetwork({play, audio, signal, state, watchers}) {
  let tries = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const again = () => {
    clearTimeout(timer);
    timer = undefined;
    if (state().phase === 'error') play();
  };
  watchers.push(({phase}, before) => {
    if (phase === before.phase) return;
    if (phase === 'playing') tries = 0;
    // Without an error of the element it is the speaking that failed: nothing here can mend that.
    if (phase !== 'error' || !audio.error || tries === MOST_TRIES) return;
    timer = setTimeout(again, FIRST_MS * 2 ** tries++);
  });
  addEventListener('online', () => timer && again(), {signal});
  signal.addEventListener('abort', () => clearTimeout(timer));
}
