// @ts-check
/** The lock screen and the headset's buttons, where the browser passes them on. */

/** @typedef {{toggle: () => void, step: (step: -1 | 1) => void, seek: (ms: number) => void}} Remote */

/**
 * @param {string} title
 * @param {string} artist
 * @param {Remote} remote
 * @param {AbortSignal} signal
 */
export function joinMediaSession(title, artist, {toggle, step, seek}, signal) {
  const session = navigator.mediaSession;
  if (!session) return;
  session.metadata = new MediaMetadata({title, artist});
  /** @type {[MediaSessionAction, MediaSessionActionHandler][]} */
  const handlers = [
    ['play', toggle], ['pause', toggle], ['previoustrack', () => step(-1)], ['nexttrack', () => step(1)],
    ['seekto', ({seekTime}) => seek((seekTime ?? 0) * 1000)],
  ];
  for (const [action, handler] of handlers) setHandler(session, action, handler);
  signal.addEventListener('abort', () => {
    session.metadata = null;
    for (const [action] of handlers) setHandler(session, action, null);
  });
}

/** Browsers throw on the actions they do not know. @param {MediaSession} session @param {MediaSessionAction} action @param {MediaSessionActionHandler | null} handler */
function setHandler(session, action, handler) {
  try {
    session.setActionHandler(action, handler);
  } catch {
    // This browser has no such button.
  }
}
