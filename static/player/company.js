// @ts-check
/**
 * In company with the page's own sound and with a network that comes and goes: whoever plays last is heard alone, and what a lost
 * connection broke goes on by itself where it was.
 * @import {Deck} from './types.js'
 */

// After so long something that begins to speak again is a surprise.
const LATE_MS = 60_000;
const FIRST_MS = 1000;
const MOST_TRIES = 5;

/** Whether it can be heard. @param {EventTarget | null} target @returns {target is HTMLMediaElement} */
const isAudible = (target) => target instanceof HTMLMediaElement && !target.muted && target.volume > 0;

/** Gives way to the page's own video and audio, and goes on after it; silences it when the reader has us play. @param {Deck} deck */
export function shareSound({audio, play, signal, state, watchers}) {
  /** For whom we have stopped, and when. @type {{media: EventTarget | null, at_ms: number} | undefined} */
  let yielded;
  const isHeard = () => /playing|loading/.test(state().phase);

  /** @param {Event} event */
  const begun = ({target}) => {
    if (!isAudible(target) || !isHeard()) return;
    yielded = {media: target, at_ms: performance.now()};
    audio.pause();
  };
  /** @param {Event} event */
  const over = ({target}) => {
    if (!yielded || target !== yielded.media) return;
    const isSoon = performance.now() - yielded.at_ms < LATE_MS;
    yielded = undefined;
    if (isSoon && state().phase === 'paused' && !document.hidden) play();
  };

  // The media of the page, wherever it is: such events do not bubble, but they can be caught on their way.
  document.addEventListener('play', begun, {signal, capture: true});
  for (const event of ['pause', 'ended']) document.addEventListener(event, over, {signal, capture: true});
  const silence = () => {
    yielded = undefined;
    for (const media of document.querySelectorAll('audio,video')) if (isAudible(media) && !media.paused) media.pause();
  };
  watchers.push(({phase}, before) => {
    if (phase !== before.phase && isHeard() && !/playing|loading/.test(before.phase)) silence();
  });
  if (isHeard()) silence();
}

/** Tries again when the network failed under a listener: at once when it is back, else later and later, a few times. @param {Deck} deck */
export function outlastNetwork({play, audio, signal, state, watchers}) {
  let tries = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const again = () => {
    clearTimeout(timer);
    timer = undefined;
    if (state().phase === 'error' && !signal.aborted) play();
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
