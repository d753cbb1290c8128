// @ts-check
/**
 * An article that has no narration yet: deliver it, and ask again while it is being spoken. Fetched only then.
 * @import {Content, Layout, Manifest, Service, Speaking} from './types.js'
 */

const SLOWEST_MS = 15_000;
const SHORTEST_MS = 100;
const GROWTH = 1.4;

/** @param {string} selector */
function levelOf(selector) {
  try {
    const element = selector ? document.querySelector(selector) : null;
    return (element?.getAttribute('content') ?? element?.textContent ?? '').trim();
  } catch {
    return '';
  }
}

/** The page's address for itself where it names one on its own origin, else the one it was opened under. */
function addressOf() {
  const canonical = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel~="canonical"][href]'));
  const named = new URL(canonical?.href || location.href, location.href);
  const url = named.origin === location.origin ? named : new URL(location.href);
  url.hash = '';
  return url.href;
}

/**
 * Delivers the content; answers as a look-up does.
 * @param {Service} service
 * @param {Content} content
 * @param {Layout} layout
 * @returns {Promise<Manifest | Speaking>}
 */
export function deliver(service, content, layout) {
  const blocks = content.blocks.map(({kind, text}) => ({kind, text}));
  const [first] = blocks;
  const title = first.kind === 'title' ? first.text : document.title.trim();
  const body = JSON.stringify({...content, blocks, url: addressOf(), title, level: levelOf(layout.level)});
  return service.ask('/narrations', {method: 'POST', headers: {'Content-Type': 'application/json'}, body});
}

/**
 * Resolves after `ms`, and not while the page is hidden: nobody waits there.
 * @param {number} ms
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function patience(ms, signal) {
  return new Promise((resolve) => {
    const done = () => {
      if (document.hidden) document.addEventListener('visibilitychange', done, {once: true, signal});
      else resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', () => clearTimeout(timer));
  });
}

/**
 * Asks until the narration is ready: as often as the service allows while a reader waits for it, else less and less often.
 * @param {Service} service
 * @param {Content} content
 * @param {Manifest | Speaking} answer
 * @param {AbortSignal} signal
 * @param {() => boolean} isAwaited whether a reader has pressed Listen
 * @returns {Promise<Manifest>}
 */
export async function wait(service, content, answer, signal, isAwaited) {
  for (let factor = 1; answer.state === 'speaking'; factor *= GROWTH) {
    const pause = Math.max(SHORTEST_MS, answer.retry_after_ms);
    await patience(isAwaited() ? pause : Math.min(SLOWEST_MS, pause * factor), signal);
    answer = /** @type {Manifest | Speaking} */ (await service.ask(`/narrations/${content.fingerprint}`));
  }
  return answer;
}
