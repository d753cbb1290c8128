// @ts-check
/**
 * Keeps a part of a page up to date while somebody looks at it: the element says in data-watch where its newest content is, and in
 * data-every after how many seconds it is asked for. A page that is hidden asks for nothing, and at once when it shows again.
 */

const EVERY_S = 4;
const AT_MOST_MS = 12 * 60 * 60 * 1000; // A page that was forgotten asks no longer.

for (const element of document.querySelectorAll('[data-watch]')) {
  if (element instanceof HTMLElement) watch(element, Number(element.dataset.every ?? EVERY_S) * 1000);
}

/**
 * @param {HTMLElement} element
 * @param {number} everyMs
 */
function watch(element, everyMs) {
  const ask = () => { if (!document.hidden) renew(element); };
  const timer = setInterval(ask, everyMs);
  const controller = new AbortController();
  document.addEventListener('visibilitychange', ask, { signal: controller.signal });
  setTimeout(() => { clearInterval(timer); controller.abort(); }, AT_MOST_MS);
}

/** @param {HTMLElement} element */
async function renew(element) {
  try {
    const response = await fetch(element.dataset.watch ?? '');
    // A redirect leads to the sign-in page: that is no content for here.
    if (!response.ok || response.redirected) return;
    const found = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (element.contains(document.activeElement)) return;
    if (found.body.textContent !== element.textContent) element.replaceChildren(...found.body.childNodes);
  } catch {
    // Offline for a moment: the next time will do.
  }
}
