// @ts-check
/**
 * The playback session of an article on one view of the page: what the service is told of it. It has a random name that lives as long as
 * the page, and nothing of it is kept in the browser. Fetched with the launcher, so that neither page nor player waits for it.
 * @import {Launcher, Session, Stage, State} from './types.js'
 */
import {bodyOf, heardAgain, lengthOf, passesMilestone, reached} from './beacon.js';
import {whenSeen} from './seen.js';

const EVERY_MS = 15_000;
const LONGEST_MS = 24 * 3600 * 1000;
const SLOWEST = 0.75;
const TRY_AGAIN = [429, 503];

/** A version 4 UUID (RFC 9562); pages of plain HTTP have no `crypto.randomUUID`. */
function randomName() {
  const [first, ...rest] = crypto.getRandomValues(new Uint16Array(8));
  const words = [first, ...rest.slice(0, 2), (rest[2] & 0x0fff) | 0x4000, (rest[3] & 0x3fff) | 0x8000, ...rest.slice(4)];
  return words.map((word) => word.toString(16).padStart(4, '0')).join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

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
 * @returns {Promise<boolean>} whether it needs not be said again
 */
async function post(url, body) {
  if (!('keepalive' in Request.prototype)) return navigator.sendBeacon?.(url, body);
  const headers = {'Content-Type': 'text/plain;charset=UTF-8'};
  try {
    const {status} = await fetch(url, {method: 'POST', body, headers, keepalive: true, credentials: 'omit', referrerPolicy: 'origin'});
    return !TRY_AGAIN.includes(status);
  } catch {
    return false;
  }
}

/** The session of whoever does not count: staff who look at their own page. @type {Session} */
const SILENT = {source: 'page', watch() {}, leave() {}};

/**
 * @param {Pick<Stage, 'service' | 'content' | 'signal' | 'tell'>} stage
 * @param {Pick<Launcher, 'host'>} launcher
 * @returns {Session}
 */
export function begin({service, content, signal, tell}, launcher) {
  if (document.querySelector('script[data-site][data-preview]')) return SILENT;
  const url = service.url('/events');
  const about = {
    session: randomName(), fingerprint: content.fingerprint, device: device(), robot: navigator.webdriver || undefined,
  };
  /** @type {Map<number, number>} */
  const replays = new Map();
  // What the page has been told that its reader reached.
  const done = new Set();
  let audio = '';
  let began_ms = 0;
  let sent_ms = 0;
  // The state that the service is known, or about, to have.
  let told = '';
  /** @type {State | undefined} */
  let latest;

  /** @param {string} occasion @param {State} state */
  const send = (occasion, {heard, rate, seeks}) => {
    const now_ms = performance.now();
    const at_ms = Math.round(now_ms - began_ms);
    const news = JSON.stringify([heard, rate, seeks, [...replays]]);
    if (!began_ms || news === told || at_ms > LONGEST_MS) return;
    told = news;
    sent_ms = now_ms;
    const facts = {...about, occasion, audio, at_ms, rate, seeks, source: session.source};
    post(url, bodyOf(facts, {heard, replays})).then((arrived) => {
      if (!arrived && told === news) told = '';
    });
  };

  /** @param {State} state @param {State} before */
  const occasionOf = (state, before) => {
    const turned = state.phase !== before.phase;
    if (turned && state.phase === 'ended') return 'ended';
    if (turned && (state.phase === 'paused' || state.phase === 'error')) return 'pause';
    if (state.phase !== 'playing') return '';
    if (!sent_ms) return 'start';
    if (passesMilestone(lengthOf(before.heard), lengthOf(state.heard), state.duration_ms)) return 'milestone';
    return performance.now() - sent_ms >= EVERY_MS ? 'playing' : '';
  };

  /** @type {Session} */
  const session = {
    source: 'page',
    watch(state, before, known) {
      latest = state;
      audio = known.audio?.url.split('/').pop() ?? '';
      // What was heard before this part came counts as time that passed.
      if (state.phase === 'playing') began_ms ||= performance.now() - lengthOf(state.heard) / SLOWEST;
      // The reducer makes new ranges exactly when something was heard.
      if (state.heard !== before.heard && before.mark && state.mark) {
        const again = heardAgain(known.sentences, before.heard, before.mark.at_ms, state.mark.at_ms);
        for (const index of again) replays.set(index, (replays.get(index) ?? 0) + 1);
      }
      for (const name of reached(lengthOf(state.heard), state.duration_ms)) {
        if (!done.has(name)) tell(name);
        done.add(name);
      }
      const occasion = occasionOf(state, before);
      if (occasion) send(occasion, state);
    },
    leave: (state) => send('leave', state),
  };
  launcher.host.addEventListener('click', () => began_ms || (session.source = 'launcher'), {signal});
  addEventListener('online', () => latest && send('playing', latest), {signal});
  whenSeen(launcher.host, signal, () => began_ms || post(url, JSON.stringify({...about, audio, occasion: 'seen'})));
  return session;
}
