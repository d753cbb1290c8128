// @ts-check
/**
 * The dock: the player's controls at the foot of the viewport. It shows the state and passes requests on; it decides nothing.
 * @import {Labels, State} from './types.js'
 */
import {BASE_CSS} from './base_style.js';
import {DOCK_CSS} from './dock_style.js';
import {icon, make, put, shadow} from './elements.js';
import {BACK, CLOSE, NEXT, PAUSE, PREVIOUS} from './dock_icons.js';
import {PLAY} from './icons.js';
import {clockTime} from './times.js';

const RATES = [0.75, 0.9, 1, 1.25, 1.5];
const SEEK_STEP_MS = 1000;

/**
 * @typedef {object} Requests what the reader can ask for
 * @property {() => void} toggle
 * @property {(step: -1 | 1) => void} step
 * @property {(ms: number) => void} seek
 * @property {(rate: number) => void} setRate
 * @property {() => void} close
 * @property {() => void} follow
 */

/** @param {string} shape @param {string} name @param {string} [label] @returns {HTMLButtonElement} */
function button(shape, name, label = '') {
  return make('button', {type: 'button', class: name, 'aria-label': label, title: label}, icon(shape));
}

/** @param {number} rate @param {string} language @param {string} label */
function speed(rate, language, label) {
  const rates = [...new Set([...RATES, rate])].sort((a, b) => a - b);
  const options = rates.map((each) => make('option', {value: `${each}`}, `${each.toLocaleString(language)}×`));
  return make('select', {'aria-label': label, title: label}, ...options);
}

/** The dock's parts. @param {State} state @param {Labels} labels @param {string} language */
function parts({rate}, labels, language) {
  return {
    main: button(PLAY, 'main'),
    previous: button(PREVIOUS, '', labels.previous),
    next: button(NEXT, '', labels.next),
    close: button(CLOSE, 'close', labels.close),
    back: make('button', {type: 'button', class: 'back'}, icon(BACK), labels.back),
    range: make('input', {type: 'range', min: '0', step: `${SEEK_STEP_MS}`, value: '0', 'aria-label': labels.position}),
    select: speed(rate, language, labels.speed),
    elapsed: make('span'),
    remaining: make('span'),
    status: make('p', {class: 'status', role: 'status'}),
  };
}

/**
 * @param {State} state the first one
 * @param {Labels} labels
 * @param {string} language
 * @param {string} failed what to say when the audio cannot be played
 * @param {Requests} requests
 */
export function createDock(state, labels, language, failed, requests) {
  const host = document.createElement('readalong-player');
  const {main, previous, next, close, back, range, select, elapsed, remaining, status} = parts(state, labels, language);
  const buttons = make('div', {class: 'buttons'}, previous, main, next);
  const seek = make('div', {class: 'seek'}, elapsed, range, remaining);
  const region = {class: 'dock', role: 'region', 'aria-label': labels.player, lang: language};
  const dock = make('div', region, back, status, buttons, seek, select, close);
  let dragging = false;
  let notice = '';

  /** @param {number} at_ms @param {number} rate */
  const showTime = (at_ms, rate) => {
    const {duration_ms, length_ms} = state;
    const passed = clockTime(at_ms, rate);
    put(elapsed, 'text', passed);
    put(remaining, 'text', duration_ms ? `−${clockTime(duration_ms - at_ms, rate)}` : '…');
    range.style.setProperty('--done', `${(100 * at_ms) / length_ms}%`);
    put(range, 'aria-valuetext', duration_ms ? `${passed} ${labels.of} ${clockTime(duration_ms, rate)}` : passed);
  };

  /** Keys act only while the focus is in here, and never take one from the control that has it. @param {KeyboardEvent} event */
  const pressed = (event) => {
    const {key, target, ctrlKey, metaKey, altKey} = event;
    const step = key === 'ArrowLeft' ? -1 : 1;
    if (ctrlKey || metaKey || altKey || target === select) return;
    if (key === ' ' && target === range) requests.toggle();
    else if (/^Arrow(Left|Right)$/.test(key) && target !== range) requests.step(step);
    else return;
    event.preventDefault();
  };

  shadow(host, BASE_CSS, DOCK_CSS).append(dock);
  main.onclick = requests.toggle;
  previous.onclick = () => requests.step(-1);
  next.onclick = () => requests.step(1);
  close.onclick = requests.close;
  back.onclick = requests.follow;
  select.onchange = () => requests.setRate(+select.value);
  range.oninput = () => {
    dragging = true;
    showTime(+range.value, state.rate);
  };
  range.onchange = () => {
    dragging = false;
    requests.seek(+range.value);
  };
  dock.onkeydown = pressed;

  return {
    host,
    /** The part of the viewport's height that the dock covers, in px. */
    covered: () => innerHeight - dock.getBoundingClientRect().top,
    focus: () => main.focus({preventScroll: true}),
    /** @param {string} text */
    say(text) {
      notice = text;
      put(status, 'text', text);
    },
    /** @param {State} shown */
    show(shown) {
      state = shown;
      const {open, phase, at_ms, length_ms, rate, following} = state;
      const active = phase === 'playing' || phase === 'loading';
      if (!open) host.remove();
      else if (!host.isConnected) document.body.append(host);
      put(main.firstElementChild?.firstElementChild ?? null, 'd', active ? PAUSE : PLAY);
      put(main, 'aria-label', active ? labels.pause : labels.resume);
      put(main, 'aria-busy', `${phase === 'loading'}`);
      back.hidden = following || !active;
      put(status, 'text', phase === 'error' ? failed : notice);
      select.value = `${rate}`;
      put(range, 'max', `${length_ms}`);
      if (dragging) return;
      range.value = `${at_ms}`;
      showTime(at_ms, rate);
    },
  };
}
