// @ts-check
/**
 * The dock: the player's controls at the foot of the viewport. It shows the state and passes requests on; it decides nothing.
 * @import {Requests, State, Words} from './types.js'
 */
import {BASE_CSS} from './base_style.js';
import {DOCK_CSS} from './dock_style.js';
import {icon, make, shadow} from './elements.js';
import {AGAIN, CLOSE, HARE, MORE, NEXT, PAUSE, PREVIOUS, TURTLE} from './dock_icons.js';
import {PLAY} from './icons.js';
import {put} from './put.js';
import {clockTime} from './times.js';

const SEEK_STEP_MS = 1000;
const PATIENCE_MS = 1200; // So long a wait needs no words.

/** @param {string} shape @param {string} label @param {() => void} act @param {string} [name] */
function button(shape, label, act, name = '') {
  const made = make('button', {class: name, 'aria-label': label, title: label}, icon(shape));
  made.onclick = act;
  return made;
}

/**
 * @param {State} state the first one
 * @param {Words} words
 * @param {string} language
 * @param {Requests} requests
 */
export function createDock(state, words, language, requests) {
  const host = document.createElement('readalong-player');
  const {reach} = requests;
  const slower = button(TURTLE, words.slower, () => reach('pace', -1), 'pace');
  const main = button(PLAY, '', requests.toggle, 'main');
  const faster = button(HARE, words.faster, () => reach('pace', 1), 'pace');
  const more = button(MORE, words.more, requests.more, 'more');
  const close = button(CLOSE, words.close, requests.close, 'close');
  const range = make('input', {type: 'range', min: '0', step: `${SEEK_STEP_MS}`, value: '0', 'aria-label': words.position});
  const elapsed = make('span');
  const remaining = make('span');
  const rate = make('output');
  const status = make('p', {class: 'status', role: 'status'});
  const previous = button(PREVIOUS, words.previous, () => reach('step', -1));
  const next = button(NEXT, words.next, () => reach('step', 1));
  const buttons = make('div', {class: 'buttons'}, slower, previous, main, next, faster);
  const track = make('div', {class: 'track'}, range);
  const seek = make('div', {class: 'seek'}, elapsed, track, make('div', {}, remaining, rate));
  // Not `auto`: no text in it need begin with a letter.
  const region = {class: 'dock', role: 'region', 'aria-label': words.player, lang: language, dir: /ar|he/.test(language) ? 'rtl' : 'ltr'};
  const dock = make('div', region, status, buttons, seek, more, close);
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

  shadow(host, BASE_CSS, DOCK_CSS).append(dock);
  for (const event of ['pointerover', 'focusin']) dock.addEventListener(event, () => reach(), {once: true});
  range.oninput = () => {
    dragging = true;
    showTime(+range.value);
  };
  range.onchange = () => {
    dragging = false;
    requests.seek(+range.value);
  };

  return {
    host,
    /** What the later parts add to. */
    element: dock, more, range, slower, faster,
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
      const {open, phase, at_ms, length_ms, rate: its} = state;
      const active = phase === 'playing' || phase === 'loading';
      const failed = phase === 'error';
      if (!open) host.remove();
      else if (!host.isConnected) document.body.append(host);
      put(main.querySelector('path'), 'd', active ? PAUSE : failed ? AGAIN : PLAY);
      put(main, 'aria-label', active ? words.pause : failed ? words.again : words.resume);
      showWait(phase === 'loading');
      showStatus();
      put(rate, 'text', `${its.toLocaleString(language)}×`);
      put(range, 'max', `${length_ms}`);
      if (dragging) return;
      range.value = `${at_ms}`;
      // In whole seconds: each change is painted.
      showTime(phase === 'ended' ? at_ms : +range.value);
    },
  };
}
