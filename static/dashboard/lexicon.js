// @ts-check
/** The lexicon's workbench: previews a rule while it is typed, plays sentences as they are and as they would be, looks at files. */

const PAUSE_MS = 350; // Of typing, before the service is asked.
const EXAMPLES = new Map([
  ['alias', 'kwill-a-bree'],
  ['phoneme', 'ˈkwɪləbriː'],
  ['language', 'fr'],
  ['spell', 'leave empty'],
  ['word', 'leave empty'],
]);
const FAULT = 'The service did not answer. Try again in a moment.';
const player = new Audio();
player.addEventListener('playing', () => requestAnimationFrame(light));
/** The words that are being heard, and the millisecond at which each begins. @type {[Element, number][]} */
let followed = [];

for (const form of document.querySelectorAll('form[data-teach]')) {
  if (form instanceof HTMLFormElement) teach(form);
}
for (const form of document.querySelectorAll('form[data-bulk]')) {
  if (form instanceof HTMLFormElement) chooseAll(form);
}
for (const form of document.querySelectorAll('form[data-file]')) {
  if (form instanceof HTMLFormElement) lookAtFile(form);
}

/** @param {HTMLFormElement} form */
export function teach(form) {
  const here = /** @type {HTMLElement} */ (form.querySelector('[data-preview-here]'));
  const kind = /** @type {HTMLSelectElement | null} */ (form.elements.namedItem('kind'));
  let timer = 0;
  /** @type {AbortController | undefined} */
  let asked;

  const exemplify = () => {
    /** @type {HTMLInputElement} */ (form.elements.namedItem('value')).placeholder = EXAMPLES.get(kind?.value ?? '') ?? '';
  };

  const preview = async () => {
    clearTimeout(timer);
    asked?.abort();
    if (!isFilled(form)) return here.replaceChildren();
    asked = new AbortController();
    here.setAttribute('aria-busy', 'true');
    try {
      const response = await send(form.dataset.preview, new FormData(form), asked.signal);
      show(here, new DOMParser().parseFromString(await response.text(), 'text/html'));
      tell(form, '');
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) tell(form, FAULT);
      return;
    }
    here.removeAttribute('aria-busy');
  };

  form.addEventListener('input', (event) => {
    if (event.target instanceof Element && event.target.closest('.listening, [data-take-field]')) return;
    // What was shown belongs to another rule than the one that stands there now.
    here.querySelector('[name="shown"]')?.remove();
    clearTimeout(timer);
    timer = setTimeout(preview, PAUSE_MS);
  });
  form.addEventListener('keydown', (event) => {
    // Enter looks and never publishes.
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const own = event.target.closest('.sentence')?.querySelector('[data-which="after"]');
    if (own instanceof HTMLElement) own.click();
    else preview();
  });
  form.addEventListener('submit', async (event) => {
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (button?.value !== 'publish' || form.querySelector('[name="shown"]')) return;
    // Published is only what somebody could see before.
    event.preventDefault();
    await preview();
  });
  form.addEventListener('click', (event) => {
    const ear = event.target instanceof Element ? event.target.closest('[data-which]') : null;
    if (ear instanceof HTMLButtonElement) listen(form, ear);
  });
  kind?.addEventListener('change', exemplify);
  if (kind) exemplify();
  if (!form.querySelector('[name="shown"]')) preview();
}

/** @param {HTMLFormElement} form */
function isFilled(form) {
  const data = new FormData(form);
  const value = (/** @type {string} */ name) => String(data.get(name) ?? '').trim();
  if (data.has('sentence')) return value('value') !== value('sentence') || value('take') !== '' || value('pause_ms') !== '';
  return value('grapheme') !== '' && (value('value') !== '' || ['spell', 'word'].includes(value('kind')));
}

/**
 * Put the newest preview in place; what somebody chose to listen to stays.
 * @param {HTMLElement} here
 * @param {Document} found
 */
function show(here, found) {
  for (const name of ['own', 'built_in']) {
    const was = here.querySelector(`[name="${name}"]`);
    const will = found.querySelector(`[name="${name}"]`);
    const typed = was instanceof HTMLSelectElement || (was instanceof HTMLInputElement && was.value !== was.defaultValue);
    if (typed && (will instanceof HTMLInputElement || will instanceof HTMLSelectElement)) {
      will.value = /** @type {HTMLInputElement | HTMLSelectElement} */ (was).value;
    }
  }
  here.replaceChildren(...found.body.childNodes);
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} ear
 */
async function listen(form, ear) {
  const passage = /** @type {HTMLElement} */ (ear.closest('[data-passage]'));
  const data = new FormData(form);
  data.set('which', ear.dataset.which ?? '');
  if ('typed' in passage.dataset) {
    const own = passage.closest('.sentence')?.querySelector('[data-own]');
    data.set('typed', own instanceof HTMLInputElement ? own.value : '');
    data.set('in_language', passage.dataset.language ?? '');
  } else if ('alone' in passage.dataset) {
    data.set('alone', 'yes');
  } else {
    for (const name of ['content', 'block', 'start', 'end']) data.set(name, passage.dataset[name] ?? '');
  }
  for (const other of form.querySelectorAll('.ear[aria-pressed]')) other.removeAttribute('aria-pressed');
  ear.setAttribute('aria-busy', 'true');
  try {
    const response = await send(form.dataset.listen, data);
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.reason);
    followed = wordsOf(passage, answer.words);
    await play(ear, `${form.dataset.listen}/${answer.token}`);
    const heard = form.querySelector('[data-heard]');
    if (heard) heard.textContent = `${answer.voice}${answer.cost ? `, this sentence cost ${answer.cost}` : ''}`;
    tell(form, '');
  } catch (error) {
    tell(form, error instanceof Error && !(error instanceof TypeError) ? error.message : FAULT);
  } finally {
    ear.removeAttribute('aria-busy');
  }
}

/**
 * The words on the page that are heard with a passage: those of a recording by their own times, those of a sentence in a text by the answer's.
 * @param {HTMLElement} passage
 * @param {number[]} words start and end in the block's text and milliseconds, in a row
 * @returns {[Element, number][]}
 */
function wordsOf(passage, words) {
  if ('take' in passage.dataset) {
    return [...passage.querySelectorAll('[data-at]')].map((each) => [each, Number(/** @type {HTMLElement} */ (each).dataset.at)]);
  }
  const shown = passage.closest('[data-chosen]');
  /** @type {[Element, number][]} */
  const found = [];
  for (let at = 0; at < words.length; at += 3) {
    const word = shown?.querySelector(`[data-word="${words[at]}"]`);
    if (word) found.push([word, words[at + 2]]);
  }
  return found;
}

/** Light the word that is heard just now, until the sound stops. */
function light() {
  const now = player.currentTime * 1000;
  const at = player.paused ? -1 : followed.findLastIndex(([, startMs]) => startMs <= now);
  for (const each of document.querySelectorAll('.lit')) if (each !== followed[at]?.[0]) each.classList.remove('lit');
  followed[at]?.[0].classList.add('lit');
  if (!player.paused) requestAnimationFrame(light);
}

/**
 * @param {HTMLElement} ear
 * @param {string} url
 */
async function play(ear, url) {
  player.src = url;
  ear.setAttribute('aria-pressed', 'true');
  player.onended = () => {
    ear.removeAttribute('aria-pressed');
    light();
  };
  await player.play();
}

/**
 * @param {HTMLFormElement} form
 * @param {string} reason
 */
function tell(form, reason) {
  const fault = form.querySelector('[data-teach-fault]');
  if (!(fault instanceof HTMLElement)) return;
  fault.textContent = reason;
  fault.hidden = reason === '';
}

/**
 * @param {string | undefined} url
 * @param {FormData} body
 * @param {AbortSignal} [signal]
 */
export async function send(url, body, signal) {
  const response = await fetch(url ?? '', { method: 'POST', body, signal });
  // A redirect leads to the sign-in page.
  if (response.redirected) location.reload();
  return response;
}

/** @param {HTMLFormElement} form */
function chooseAll(form) {
  form.querySelector('[data-all]')?.addEventListener('change', (event) => {
    for (const box of form.querySelectorAll('input[name="rule"]')) {
      if (box instanceof HTMLInputElement) box.checked = /** @type {HTMLInputElement} */ (event.target).checked;
    }
  });
}

/**
 * Look at a file without leaving the page, so that it stays chosen for drafting what is in it.
 * @param {HTMLFormElement} form
 */
function lookAtFile(form) {
  const result = /** @type {HTMLElement} */ (form.querySelector('[data-file-result]'));
  form.addEventListener('change', () => result.replaceChildren());
  form.addEventListener('submit', async (event) => {
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (button?.value !== 'look') return;
    event.preventDefault();
    const data = new FormData(form);
    data.set('do', 'look');
    const response = await send(location.href, data);
    const found = new DOMParser().parseFromString(await response.text(), 'text/html');
    result.replaceChildren(...(found.querySelector('[data-file-result]')?.childNodes ?? []));
  });
}
