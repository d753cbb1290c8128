// @ts-check
/** The theme's page: what is chosen is tried at once on a page with the real player, and judged in words; saved it is by the form. */

/** @typedef {{name: string} & Record<string, string>} Look */

const RESTS_MS = 300;
const SVG = 'http://www.w3.org/2000/svg';

const form = /** @type {HTMLFormElement} */ (document.getElementById('theme'));
const stage = /** @type {HTMLElement} */ (document.querySelector('.theme-stage'));
const frame = /** @type {HTMLIFrameElement} */ (stage.querySelector('iframe'));
const box = /** @type {HTMLElement} */ (stage.querySelector('.stage-frame'));
const verdicts = /** @type {HTMLElement} */ (document.getElementById('verdicts'));
const unsaved = /** @type {HTMLElement} */ (form.querySelector('[data-unsaved]'));
const pickers = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('input[type=color]'));

/** @param {string} name */
const field = (name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));

/** The choice as a query, without what proves who sent it. */
function query() {
  const chosen = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  chosen.delete('csrfmiddlewaretoken');
  if (stage.querySelector('[data-time=night][aria-pressed=true]')) chosen.set('night', '');
  return chosen;
}

/** What was asked last: a slower answer to an earlier question is not shown. */
let asked = 0;

/** Judges the choice, and shows it where it may be saved. */
async function tryOut() {
  asked += 1;
  const mine = asked;
  const chosen = query();
  const answer = await fetch(`?draft&${chosen}`).catch(() => undefined);
  if (!answer?.ok || answer.redirected || mine !== asked) return;
  const found = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const valid = found.querySelector('[data-valid=yes]');
  verdicts.replaceChildren(...found.body.childNodes);
  // Not by `src`: each would be a step back in the history.
  if (valid) frame.contentWindow?.location.replace(`${form.dataset.stage}?${chosen}`);
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

function rest() {
  clearTimeout(timer);
  timer = setTimeout(tryOut, RESTS_MS);
}

/** Shows each colour as it is: its own, or Readalong's. */
function drawPickers() {
  for (const picker of pickers) {
    const text = /** @type {HTMLInputElement} */ (document.getElementById(picker.dataset.for ?? ''));
    picker.value = /^#[0-9a-f]{6}$/i.test(text.value) ? text.value : text.placeholder;
  }
}

/** Shows the colours that the site has, and the ready-made theme that they are. */
function draw() {
  drawPickers();
  const scheme = field('scheme').value;
  for (const group of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll('[data-when]'))) {
    group.hidden = scheme !== 'device' && scheme !== group.dataset.when;
  }
  /** @type {HTMLElement} */ (stage.querySelector('[data-times]')).hidden = scheme !== 'device';
  for (const button of form.querySelectorAll('.look')) {
    button.setAttribute('aria-pressed', `${isChosen(looks[Number(/** @type {HTMLElement} */ (button).dataset.look)])}`);
  }
}

/** @type {Look[]} */
const looks = JSON.parse(document.getElementById('looks-data')?.textContent ?? '[]');

/** @param {Look} look */
const coloursOf = ({name: _, ...colours}) => Object.entries(colours);

/** @param {Look} look */
const isChosen = (look) => coloursOf(look).every(([name, colour]) => field(name).value.toLowerCase() === colour);

/** A drop of each of a theme's colours. @param {Look} look */
function swatch(look) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 56 20');
  svg.setAttribute('aria-hidden', 'true');
  for (const [at, name] of ['accent', 'night_accent', 'night_surface'].entries()) {
    const circle = document.createElementNS(SVG, 'circle');
    circle.setAttribute('cx', `${10 + 18 * at}`);
    circle.setAttribute('cy', '10');
    circle.setAttribute('r', '9');
    circle.setAttribute('fill', look[name] || field(name).placeholder);
    svg.append(circle);
  }
  return svg;
}

/** @param {Look} look @param {number} at */
function button(look, at) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'look';
  made.dataset.look = `${at}`;
  made.append(swatch(look), look.name);
  made.addEventListener('click', () => {
    for (const [name, colour] of coloursOf(look)) field(name).value = colour;
    form.dispatchEvent(new Event('input'));
  });
  return made;
}

/** Has one button of a group pressed. @param {Element} pressed @param {string} attribute */
function press(pressed, attribute) {
  for (const each of stage.querySelectorAll(`button[${attribute}]`)) each.setAttribute('aria-pressed', `${each === pressed}`);
}

stage.addEventListener('click', ({target}) => {
  if (!(target instanceof HTMLButtonElement)) return;
  const {time, width} = target.dataset;
  if (time) {
    press(target, 'data-time');
    tryOut();
  }
  if (width) {
    press(target, 'data-width');
    box.dataset.width = width;
  }
});

for (const picker of pickers) {
  picker.hidden = false;
  picker.addEventListener('input', (event) => {
    event.stopPropagation();
    /** @type {HTMLInputElement} */ (document.getElementById(picker.dataset.for ?? '')).value = picker.value;
    form.dispatchEvent(new Event('input'));
  });
}

const place = /** @type {HTMLElement} */ (form.querySelector('[data-looks]'));
place.append(...looks.map(button));
place.hidden = false;
form.addEventListener('input', () => {
  unsaved.hidden = false;
  draw();
  rest();
});
stage.hidden = false;
draw();
tryOut();
