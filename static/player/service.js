// @ts-check
/**
 * The service as a page sees it, and why it may have nothing for it: docs/api.md.
 * @import {Service} from './types.js'
 */

/**
 * Why there is nothing to listen to: a word that reasons.js explains, and what it needs for that.
 * @param {string} reason
 * @param {Record<string, unknown>} [facts]
 * @returns {Error}
 */
export function refusal(reason, facts = {}) {
  return Object.assign(new Error(reason), {facts});
}

/**
 * @param {URL} root where the service's paths begin
 * @param {{site?: string, preview?: string}} tag what our script element says: the site's key, and whether staff look at their own page
 * @param {AbortSignal} signal
 * @returns {Service}
 */
export function connect(root, {site = '', preview}, signal) {
  /** @param {string} path below the site */
  const url = (path) => `${root}v1/sites/${encodeURIComponent(site)}${path}`;
  /** No cookie goes along, and of the page's address the origin only. @param {string} path @param {RequestInit} [init] */
  const send = (path, init) => fetch(url(path), {...init, credentials: 'omit', referrerPolicy: 'origin'});
  return {
    root,
    url,
    /** Asks for JSON, to which the audio's grant is put. Whatever is no answer becomes a refusal. */
    async ask(path, init) {
      const answer = await send(path, {...init, signal}).catch(() => {});
      const body = await answer?.json().catch(() => {});
      if (answer?.ok) return {...body, grant: answer.headers.get('Readalong-Audio-Grant')};
      throw refusal(answer ? (`${body?.type}`.split(':')[2] ?? 'bad-answer') : 'no-answer', {...body, root, site, path, status: answer?.status});
    },
    /** As plain text, which needs no preflight; kept alive, for the page may go. `sendBeacon` would send the service's cookies along. */
    tell: async (body) => preview === undefined ? (await send('/events', {method: 'POST', body, keepalive: true})).status : 204,
  };
}
