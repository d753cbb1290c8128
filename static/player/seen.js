// @ts-check
/** When the launcher was really seen: half of it on the screen of a visible page for a second. */

const SEEN_AFTER_MS = 1000;

/**
 * Calls once, if ever. What is taken off the page is not on the screen; a page that is hidden meanwhile is asked again.
 * @param {Element} element
 * @param {() => void} act
 */
export function whenSeen(element, act) {
  if (!window.IntersectionObserver) return;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  const observer = new IntersectionObserver((entries) => {
    clearInterval(timer);
    if (entries.at(-1)?.isIntersecting) timer = setInterval(look, SEEN_AFTER_MS);
  }, {threshold: 0.5});
  const look = () => {
    if (document.hidden) return;
    clearInterval(timer);
    observer.disconnect();
    act();
  };
  observer.observe(element);
}
