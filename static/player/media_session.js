// @ts-check
/**
 * The lock screen and the headset's buttons, where the browser passes them on: what plays and how far it is, and sentences to step through.
 * Fetched when the page is left, or another window is used, for the first time.
 * @import {Deck} from './types.js'
 */

const JUMP_S = 10;

/** The picture that the page gives for itself elsewhere. */
function artwork() {
  const address = document.querySelector('meta[property="og:image"]')?.getAttribute('content');
  if (!address || !URL.canParse?.(address, document.baseURI)) return [];
  const {href, protocol} = new URL(address, document.baseURI);
  return /^https?:$/.test(protocol) ? [{src: href}] : [];
}

/** @param {Deck} deck */
export function attend({article, audio, requests, play, signal, state, watchers}) {
  const session = navigator.mediaSession;
  const {reach, seek} = requests;
  const at_ms = () => audio.currentTime * 1000;
  /** @type {[MediaSessionAction, MediaSessionActionHandler][]} */
  const handlers = [
    ['play', () => play()], ['pause', () => audio.pause()], ['stop', () => requests.close()],
    ['previoustrack', () => reach('step', -1)], ['nexttrack', () => reach('step', 1)],
    ['seekbackward', ({seekOffset}) => seek(at_ms() - (seekOffset ?? JUMP_S) * 1000)],
    ['seekforward', ({seekOffset}) => seek(at_ms() + (seekOffset ?? JUMP_S) * 1000)],
    ['seekto', ({seekTime}) => seek((seekTime ?? 0) * 1000)],
  ];
  const release = () => {
    session.metadata = null;
    session.playbackState = 'none';
    for (const [action] of handlers) setHandler(session, action, null);
  };

  // Only one's own: of several articles the one that sounds has the lock screen.
  const take = () => {
    const {blocks} = article.content;
    session.metadata = new MediaMetadata({title: blocks[0].text, artist: article.config.name, artwork: artwork()});
    for (const [action, handler] of handlers) setHandler(session, action, handler);
  };
  const tell = () => {
    const {phase, length_ms, rate} = state();
    session.playbackState = phase === 'playing' || phase === 'loading' ? 'playing' : 'paused';
    const position = Math.min(audio.currentTime, length_ms / 1000);
    if (length_ms) session.setPositionState?.({duration: length_ms / 1000, playbackRate: rate, position});
  };

  let own = false;
  const begin = () => {
    if (own || state().phase !== 'playing') return;
    own = true;
    take();
    tell();
  };
  watchers.push((now, before) => {
    begin();
    if (own && (now.phase !== before.phase || now.rate !== before.rate || now.length_ms !== before.length_ms)) tell();
    if (!own || now.open) return;
    own = false;
    release();
  });
  begin();
  audio.addEventListener('seeked', () => own && tell(), {signal});
  signal.addEventListener('abort', () => own && release());
}

/** Browsers throw on the actions they do not know. @param {MediaSession} session @param {MediaSessionAction} action @param {MediaSessionActionHandler | null} handler */
function setHandler(session, action, handler) {
  try {
    session.setActionHandler(action, handler);
  } catch {
    // This browser has no such button.
  }
}
