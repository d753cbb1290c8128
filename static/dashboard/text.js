// @ts-check
/** An article's text: a press on a word chooses it, and what can be done with it shows beside the text. */

import { teach } from './lexicon.js';

const text = /** @type {HTMLElement} */ (document.querySelector('[data-text]'));
const panel = /** @type {HTMLElement} */ (document.querySelector('[data-choice]'));
/** @type {AbortController | undefined} */
let asked;

text.addEventListener('click', (event) => {
  if (!(event.target instanceof Element) || !(event instanceof MouseEvent) || event.metaKey || event.ctrlKey) return;
  const link = event.target.closest('a.choose, a[data-choose], a[data-close]');
  if (!(link instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  if ('close' in link.dataset) close();
  else if (link.matches('.choose')) choose(pointed(link, event), link);
  else choose(link.search, current());
});

/**
 * The address of the word under the pointer; of the sentence for the keyboard, which points at no word.
 * @param {HTMLAnchorElement} link
 * @param {MouseEvent} event
 */
function pointed(link, event) {
  const at = event.detail ? characterAt(link, event.clientX, event.clientY) : -1;
  if (at < 0) return link.search;
  return `?block=${link.dataset.block}&at=${Number(link.dataset.start) + at}`;
}

/**
 * Which character of the link's text, in code points, lies at a point of the window; -1 where none does.
 * @param {HTMLElement} link
 * @param {number} x
 * @param {number} y
 */
function characterAt(link, x, y) {
  const walker = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let before = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const said = node.textContent ?? '';
    for (let at = 0; at < said.length; at += 1) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const boxes = [...range.getClientRects()];
      if (boxes.some((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)) {
        return before + [...said.slice(0, at)].length;
      }
    }
    before += [...said].length;
  }
  return -1;
}

/** The link of the sentence that is chosen. */
function current() {
  const link = text.querySelector('a.choose[aria-current]');
  return link instanceof HTMLAnchorElement ? link : null;
}

/**
 * @param {string} search
 * @param {HTMLAnchorElement | null} link
 */
async function choose(search, link) {
  asked?.abort();
  asked = new AbortController();
  current()?.removeAttribute('aria-current');
  link?.setAttribute('aria-current', 'true');
  history.replaceState(null, '', search);
  panel.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(`${location.pathname}${search}&panel`, { signal: asked.signal });
    // A redirect leads to the sign-in page.
    if (response.redirected || !response.ok) return location.reload();
    open(await response.text());
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) location.assign(search);
    return;
  }
  panel.removeAttribute('aria-busy');
}

/** @param {string} html */
function open(html) {
  panel.replaceChildren(...new DOMParser().parseFromString(html, 'text/html').body.childNodes);
  const form = panel.querySelector('form[data-teach]');
  if (form instanceof HTMLFormElement) teach(form);
  panel.scrollTop = 0;
  panel.focus({ preventScroll: true });
  const link = current();
  // A sheet at the bottom of a small screen must not hide what it is about.
  if (link && getComputedStyle(panel).position === 'fixed') link.scrollIntoView({ block: 'start', behavior: 'auto' });
}

function close() {
  const link = current();
  link?.removeAttribute('aria-current');
  history.replaceState(null, '', location.pathname);
  panel.replaceChildren();
  link?.focus();
}
