// @ts-check
/** When the launcher was really seen: half of it on the screen of a visible page for a second. */

const SEEN_AFTER_MS = 1000;

/**
 * Calls once, if ever. A page that is prerendered or in a background tab is not visible.
 * @param {Element} element
 * @param {AbortSignal} signal
 * @param {() => void} act
 */
export function whenSeen(element, signal, act) {
  if (!('IntersectionObserver' in window)) return;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let onScreen = false;
  const done = new AbortController();
  const weigh = () => {
    clearTimeout(timer);
    if (onScreen && !document.hidden && !done.signal.aborted) timer = setTimeout(() => end(act), SEEN_AFTER_MS);
  };
  const observer = new IntersectionObserver((entries) => {
    onScreen = entries[entries.length - 1].isIntersecting;
    weigh();
  }, {threshold: 0.5});
  const end = (then = () => {}) => {
    done.abort();
    clearTimeout(timer);
    observer.disconnect();
    then();
  };
  document.addEventListener('visibilitychange', weigh, {signal: done.signal});
  signal.addEventListener('abort', () => end(), {signal: done.signal});
  observer.observe(element);
}
