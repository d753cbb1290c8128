// @ts-check
/**
 * In company with the page's own sound: whoever plays last is heard alone. Fetched by pages that have any.
 * @import {Deck} from './types.js'
 */

// After so long something that begins to speak again is a surprise.
const LATE_MS = 60_000;

/** Whether it can be heard. @param {EventTarget | null} target @returns {target is HTMLMediaElement} */
const isAudible = (target) => target instanceof HTMLMediaElement && !target.muted && target.volume > 0;

/**
 * Gives way to the page's own video and audio, and goes on after it; silences it when the reader has us play.
 * @param {Deck} deck
 * @param {Event} [first] the beginning of a sound for which this was fetched
 */
export function attend({audio, play, signal, state, watchers}, first) {
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
  if (first) begun(first);
  else if (isHeard()) silence();
}
