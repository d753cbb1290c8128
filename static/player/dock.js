// @ts-check
/**
 * The dock: the player's controls at the foot of the viewport. It shows the state and passes requests on; it decides nothing.
 * @import {Requests, State, Words} from './types.js'
 */
import {BASE_CSS} from './base_style.js';
import {DOCK_CSS} from './dock_style.js';
import {icon, make, put, shadow} from './elements.js';
import {AGAIN, BACK, CLOSE, HARE, MORE, NEXT, PAUSE, PREVIOUS, TURTLE} from './dock_icons.js';
import {PLAY} from './icons.js';
import {nextSpeed} from './speeds.js';
import {clockTime} from './times.js';

const SEEK_STEP_MS = 1000;
const PATIENCE_MS = 1200; // So long a wait needs no words.

/** @param {string} shape @param {string} name @param {string} [label] @returns {HTMLButtonElement} */
function button(shape, name, label = '') {
  return make('button', {type: 'button', class: name, 'aria-label': label, title: label}, icon(shape));
}

/** The dock's parts. @param {Words} words */
function parts(words) {
  return {
    slower: button(TURTLE, 'pace', words.slower),
    previous: button(PREVIOUS, '', words.previous),
    main: button(PLAY, 'main'),
    next: button(NEXT, '', words.next),
    faster: button(HARE, 'pace', words.faster),
    more: button(MORE, 'more', words.more),
    close: button(CLOSE, 'close', words.close),
    back: make('button', {type: 'button', class: 'back'}, icon(BACK), words.back),
    range: make('input', {type: 'range', min: '0', step: `${SEEK_STEP_MS}`, value: '0', 'aria-label': words.position}),
    elapsed: make('span'),
    remaining: make('span'),
    rate: make('output'),
    status: make('p', {class: 'status', role: 'status'}),
  };
}

/**
 * @param {State} state the first one
 * @param {Words} words
 * @param {string} language
 * @param {Requests} requests
 */
export function createDock(state, words, language, requests) {
  const host = document.createElement('readalong-player');
  const {slower, previous, main, next, faster, more, close, back, range, elapsed, remaining, rate, status} = parts(words);
  const buttons = make('div', {class: 'buttons'}, slower, previous, main, next, faster);
  const track = make('div', {class: 'track'}, range);
  const seek = make('div', {class: 'seek'}, elapsed, track, make('div', {}, remaining, rate));
  const region = {class: 'dock', role: 'region', 'aria-label': words.player, lang: language, dir: 'auto'};
  const dock = make('div', region, back, status, buttons, seek, more, close);
  let dragging = false;
  let patient = true;
  let notice = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {number} at_ms */
  const showTime = (at_ms) => {
    const {duration_ms, length_ms, rate: pace} = state;
    const passed = clockTime(at_ms, pace);
    put(elapsed, 'text', passed);
    put(remaining, 'text', duration_ms ? `−${clockTime(duration_ms - at_ms, pace)}` : '…');
    range.style.setProperty('--done', `${(100 * at_ms) / length_ms}%`);
    put(range, 'aria-valuetext', duration_ms ? `${passed} ${words.of} ${clockTime(duration_ms, pace)}` : passed);
  };

  const showStatus = () => put(status, 'text', state.phase === 'error' ? words.failed : patient ? notice : words.waiting);

  /** Waits a little before it says that the reader has to wait. @param {boolean} waits */
  const showWait = (waits) => {
    put(main, 'aria-busy', `${waits}`);
    if (!waits) {
      clearTimeout(timer);
      timer = undefined;
      patient = true;
    }
    else timer ??= setTimeout(() => {
      patient = false;
      showStatus();
    }, PATIENCE_MS);
  };

  /** Keys act only while the focus is in here, and never take one from the control that has it. @param {KeyboardEvent} event */
  const pressed = (event) => {
    const {key, target, ctrlKey, metaKey, altKey} = event;
    const takes = target instanceof HTMLInputElement;
    if (ctrlKey || metaKey || altKey || !requests.settings.keys) return;
    if (key === ' ' && target === range) requests.toggle();
    else if (/^Arrow(Left|Right)$/.test(key) && !takes) requests.step(key === 'ArrowLeft' ? -1 : 1);
    else return;
    event.preventDefault();
  };

  /** @param {-1 | 1} step */
  const pace = (step) => requests.setRate(nextSpeed(state.rate, step));

  shadow(host, BASE_CSS, DOCK_CSS).append(dock);
  slower.onclick = () => pace(-1);
  faster.onclick = () => pace(1);
  main.onclick = requests.toggle;
  previous.onclick = () => requests.step(-1);
  next.onclick = () => requests.step(1);
  more.onclick = requests.more;
  close.onclick = requests.close;
  back.onclick = requests.follow;
  track.addEventListener('pointerover', requests.preview, {once: true});
  track.addEventListener('focusin', requests.preview, {once: true});
  range.oninput = () => {
    dragging = true;
    showTime(+range.value);
  };
  range.onchange = () => {
    dragging = false;
    requests.seek(+range.value);
  };
  dock.onkeydown = pressed;

  return {
    host,
    /** What the later parts add to. */
    element: dock, more, range,
    /** The part of the viewport's height that the dock covers, in px. */
    covered: () => innerHeight - dock.getBoundingClientRect().top,
    focus: () => main.focus({preventScroll: true}),
    /** @param {string} text */
    say(text) {
      notice = text;
      showStatus();
    },
    /** @param {State} shown */
    show(shown) {
      state = shown;
      const {open, phase, at_ms, length_ms, rate: its, following} = state;
      const active = phase === 'playing' || phase === 'loading';
      const failed = phase === 'error';
      if (!open) host.remove();
      else if (!host.isConnected) document.body.append(host);
      put(main.firstElementChild?.firstElementChild ?? null, 'd', active ? PAUSE : failed ? AGAIN : PLAY);
      put(main, 'aria-label', active ? words.pause : failed ? words.again : words.resume);
      showWait(phase === 'loading');
      showStatus();
      back.hidden = following || !active || !requests.settings.follow;
      put(rate, 'text', `${its.toLocaleString(language)}×`);
      put(slower, 'aria-disabled', `${nextSpeed(its, -1) === its}`);
      put(faster, 'aria-disabled', `${nextSpeed(its, 1) === its}`);
      put(range, 'max', `${length_ms}`);
      if (dragging) return;
      range.value = `${at_ms}`;
      showTime(at_ms);
    },
  };
}
