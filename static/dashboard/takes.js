// @ts-check
/** Takes: a recording is uploaded for a sentence, and its words are put where they are heard to begin. */

import { send } from './lexicon.js';

const FAULT = 'The service did not answer. Try again in a moment.';

document.addEventListener('change', (event) => {
  if (event.target instanceof HTMLInputElement && event.target.matches('[data-recording]')) upload(event.target);
});
document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('[data-take-field] button') : null;
  if (!(button instanceof HTMLButtonElement)) return;
  const field = fieldOf(button);
  if (button.dataset.at !== undefined) choose(field, button);
  else if (button.dataset.takeMove) move(field, Number(button.dataset.takeMove));
  else if ('takeDrop' in button.dataset) drop(field);
});

/** @param {Element} element */
function fieldOf(element) {
  return /** @type {HTMLElement} */ (element.closest('[data-take-field]'));
}

/** @param {HTMLInputElement} input */
async function upload(input) {
  const file = input.files?.[0];
  if (!file) return;
  await show(fieldOf(input), fieldOf(input).dataset.upload ?? '', (data) => data.set('recording', file));
  // What was sent is in the form by its key; the file itself is not sent again with every look.
  input.value = '';
}

/**
 * Ask for the take and put it in its place.
 * @param {HTMLElement} field
 * @param {string} url
 * @param {(data: FormData) => void} fill
 */
async function show(field, url, fill) {
  const form = /** @type {HTMLFormElement} */ (field.closest('form'));
  const data = new FormData(form);
  fill(data);
  field.setAttribute('aria-busy', 'true');
  try {
    const response = await send(url, data);
    if (!response.ok) throw new Error((await response.json()).reason);
    replace(field, await response.text());
    tell(field, '');
  } catch (error) {
    tell(field, error instanceof Error && !(error instanceof TypeError || error instanceof SyntaxError) ? error.message : FAULT);
  } finally {
    field.removeAttribute('aria-busy');
  }
}

/**
 * @param {HTMLElement} field
 * @param {string} html
 */
function replace(field, html) {
  const here = /** @type {HTMLElement} */ (field.querySelector('[data-take-here]'));
  here.replaceChildren(...new DOMParser().parseFromString(html, 'text/html').body.childNodes);
  // The form previews what it says now.
  field.closest('form')?.querySelector('[name="value"]')?.dispatchEvent(new Event('input', { bubbles: true }));
}

/** @param {HTMLElement} field */
function drop(field) {
  replace(field, '<input type="hidden" name="take" value="">');
}

/**
 * @param {HTMLElement} field
 * @param {HTMLButtonElement} word
 */
function choose(field, word) {
  for (const each of field.querySelectorAll('[data-at]')) each.setAttribute('aria-pressed', String(each === word));
  for (const each of field.querySelectorAll('[data-take-move]')) /** @type {HTMLButtonElement} */ (each).disabled = false;
  say(field, word);
}

/**
 * @param {HTMLElement} field
 * @param {HTMLElement} word
 */
function say(field, word) {
  const said = field.querySelector('[data-take-said]');
  if (said) said.textContent = `“${word.textContent}” begins at ${word.dataset.at} ms.`;
}

/**
 * Move the chosen word; its neighbours stay before and after it.
 * @param {HTMLElement} field
 * @param {number} byMs
 */
async function move(field, byMs) {
  const words = /** @type {HTMLElement[]} */ ([...field.querySelectorAll('[data-at]')]);
  const at = words.findIndex((each) => each.getAttribute('aria-pressed') === 'true');
  if (at < 0) return;
  const times = words.map((each) => Number(each.dataset.at));
  const [earliest, latest] = [times[at - 1] ?? 0, times[at + 1] ?? Infinity];
  times[at] = Math.min(Math.max(times[at] + byMs, earliest), latest);
  await show(field, field.dataset.times ?? '', (data) => data.set('starts', times.join(' ')));
  const moved = /** @type {HTMLButtonElement | undefined} */ (field.querySelectorAll('[data-at]')[at]);
  if (moved) choose(field, moved);
}

/**
 * @param {HTMLElement} field
 * @param {string} reason
 */
function tell(field, reason) {
  const fault = field.querySelector('[data-take-fault]');
  if (!(fault instanceof HTMLElement)) return;
  fault.textContent = reason;
  fault.hidden = reason === '';
}
