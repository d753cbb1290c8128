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

/**
 * @param {string} url
 * @param {string} fingerprint
 */
export function createBeacon(url, fingerprint) {
  const session = crypto.randomUUID();
  let began_ms = 0;
  let sent_ms = 0;
  let sent = '';

  /** @param {State} state */
  const send = ({heard, rate, seeks, replays, phase}) => {
    const told = {heard: longest(heard, MOST_RANGES), rate, seeks, replays};
    const news = JSON.stringify(told);
    if (sent === news || (!sent && phase !== 'playing')) return;
    sent = news;
    sent_ms = performance.now();
    began_ms ||= sent_ms;
    const at_ms = Math.round(sent_ms - began_ms);
    post(url, JSON.stringify({session, fingerprint, at_ms, ...told, source: 'launcher', device: device()}));
  };

  return {
    send,
    /** Sends when something is worth telling: the start, a pause, the end, and every 15 s of playing. @param {State} state @param {State} before */
    watch(state, before) {
      const turned = state.phase !== before.phase && state.phase !== 'loading';
      if (turned || (state.phase === 'playing' && performance.now() - sent_ms >= EVERY_MS)) send(state);
    },
  };
}
