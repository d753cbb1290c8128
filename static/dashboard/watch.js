// @ts-check
/** Keeps a part of a page up to date while somebody looks at it: the element says in data-watch where its newest content is. */

const EVERY_MS = 4000;
const AT_MOST = 450; // Half an hour; a page that was forgotten asks no longer.

for (const element of document.querySelectorAll('[data-watch]')) {
  if (element instanceof HTMLElement) watch(element, AT_MOST);
}

/**
 * @param {HTMLElement} element
 * @param {number} left How often it is still asked for.
 */
function watch(element, left) {
  if (left === 0) return;
  setTimeout(async () => {
    if (!document.hidden) await renew(element);
    watch(element, left - 1);
  }, EVERY_MS);
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
