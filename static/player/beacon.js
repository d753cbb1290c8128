// @ts-check
/**
 * The beacon of a playback session: docs/api.md, “events”. Cumulative, so that losing one loses nothing.
 * @import {State} from './types.js'
 */
import {longest} from './heard.js';

const EVERY_MS = 15_000;
const MOST_RANGES = 100; // About 1.6 kB of the 2 kB that the service takes.

/** Device class by the kind of pointer and the smaller side of the screen, in CSS px. */
function device() {
  if (!matchMedia('(pointer: coarse)').matches) return 'desktop';
  return Math.min(screen.width, screen.height) < 600 ? 'phone' : 'tablet';
}

/**
 * Posts without waiting, also while the page goes away. `text/plain`, so that no preflight is needed. A kept-alive fetch comes first,
 * because `sendBeacon` would send the reader's cookies for the service's host along.
 * @param {string} url
 * @param {string} body
 */
function post(url, body) {
  if (!('keepalive' in Request.prototype)) return void navigator.sendBeacon?.(url, body);
  const headers = {'Content-Type': 'text/plain;charset=UTF-8'};
  fetch(url, {method: 'POST', body, headers, keepalive: true, credentials: 'omit'}).catch(() => {});
}

export class Beacon {
  #session = crypto.randomUUID();
  #began_ms = 0;
  #sent = '';
  #sent_ms = 0;

  /**
   * @param {string} url
   * @param {string} fingerprint
   */
  constructor(url, fingerprint) {
    this.url = url;
    this.fingerprint = fingerprint;
  }

  /**
   * Sends when something is worth telling: the start, a pause, the end, and every 15 s of playing.
   * @param {State} state
   * @param {State} before
   */
  watch(state, before) {
    const turned = state.phase !== before.phase && state.phase !== 'loading';
    const due = state.phase === 'playing' && performance.now() - this.#sent_ms >= EVERY_MS;
    if (turned || due) this.send(state);
  }

  /** @param {State} state */
  send({heard, rate, seeks, replays, phase}) {
    if (!this.#began_ms && phase !== 'playing') return;
    this.#began_ms ||= performance.now();
    this.#sent_ms = performance.now();
    const told = {heard: longest(heard, MOST_RANGES), rate, seeks, replays};
    if (this.#sent === JSON.stringify(told)) return;
    this.#sent = JSON.stringify(told);
    const at_ms = Math.round(this.#sent_ms - this.#began_ms);
    const head = {session: this.#session, fingerprint: this.fingerprint, at_ms};
    post(this.url, JSON.stringify({...head, ...told, source: 'launcher', device: device()}));
  }
}
