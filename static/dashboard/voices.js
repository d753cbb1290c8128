// @ts-check
/** Voices side by side: each speaks the sentence when it is asked to, one at a time, or all in turn. */

const section = /** @type {HTMLElement} */ (document.getElementById('audition'));
const rows = /** @type {HTMLElement[]} */ ([...section.querySelectorAll('.candidate')]);
const all = /** @type {HTMLButtonElement} */ (section.querySelector('[data-all]'));
const problem = /** @type {HTMLElement} */ (section.querySelector('[data-problem]'));
const token = /** @type {HTMLInputElement} */ (section.querySelector('[name=csrfmiddlewaretoken]')).value;
const sentence = section.querySelector('[data-sentence]')?.textContent ?? '';
const audio = new Audio();

/** What was spoken since the page was loaded, by row. @type {Map<HTMLElement, string>} */
const spoken = new Map();
/** What was asked for last: an answer to anything before it is not played. */
let asked = 0;

/** @param {HTMLElement} [row] the one that is in a state, if any @param {'waiting' | 'playing'} [state] */
function draw(row, state) {
  for (const each of rows) {
    each.classList.toggle('is-waiting', each === row && state === 'waiting');
    each.classList.toggle('is-playing', each === row && state === 'playing');
    each.querySelector('[data-play]')?.setAttribute('aria-pressed', `${each === row}`);
  }
}

function stop() {
  asked += 1;
  audio.pause();
  draw();
}

/** Where the voice is heard; spoken now, if it was not. @param {HTMLElement} row */
async function soundOf(row) {
  const known = spoken.get(row);
  if (known) return known;
  const {engine = '', name = ''} = row.dataset;
  const body = new URLSearchParams({engine, name, sentence, language: section.dataset.language ?? ''});
  const headers = {'X-CSRFToken': token};
  const answer = await fetch(section.dataset.listen ?? '', {method: 'POST', headers, body});
  const {url, problem: reason} = await answer.json().catch(() => ({}));
  if (!url) throw new Error(reason ?? 'The service did not answer. Are you still signed in? Load the page anew.');
  spoken.set(row, url);
  if ('costs' in row.dataset) /** @type {HTMLElement} */ (row.querySelector('[data-price]')).textContent = 'Spoken already';
  return url;
}

/**
 * Plays a voice to its end.
 * @param {HTMLElement} row
 * @returns {Promise<boolean>} whether it was heard to its end
 */
async function hear(row) {
  stop();
  const mine = asked;
  problem.hidden = true;
  draw(row, 'waiting');
  try {
    audio.src = await soundOf(row);
    if (mine !== asked) return false;
    audio.playbackRate = audio.defaultPlaybackRate = Number(section.dataset.rate) || 1;
    await audio.play();
    draw(row, 'playing');
    await new Promise((resolve) => {
      audio.onended = audio.onpause = audio.onerror = resolve;
    });
  } catch (error) {
    if (mine !== asked) return false;
    problem.textContent = error instanceof Error ? error.message : `${error}`;
    problem.hidden = false;
  }
  const ended = mine === asked;
  if (ended) draw();
  return ended && problem.hidden;
}

/** @param {HTMLElement} row */
function toggle(row) {
  if (row.matches('.is-playing, .is-waiting')) stop();
  else hear(row);
}

async function hearAll() {
  for (const row of rows) {
    row.scrollIntoView({block: 'nearest'});
    if (!(await hear(row))) return;
  }
}

for (const row of rows) row.querySelector('[data-play]')?.addEventListener('click', () => toggle(row));
all.addEventListener('click', hearAll);
all.hidden = rows.length < 2;
/** @type {HTMLElement} */ (section.querySelector('[data-keys]')).hidden = !rows.length;

document.addEventListener('keydown', (event) => {
  const {key, target} = event;
  const isTyping = target instanceof Element && target.matches('input, textarea, select, [contenteditable]');
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const row = /^[1-9]$/.test(key) ? rows[Number(key) - 1] : undefined;
  const onButton = target instanceof Element && target.closest('button, a, summary');
  if (row) toggle(row);
  else if (key === ' ' && !onButton && !audio.paused) stop();
  else if (key === 'n' || key === 'N') location.assign(section.dataset.next ?? '');
  else return;
  event.preventDefault();
});
