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
 * @param {string} site the site's key
 * @param {AbortSignal} signal
 * @returns {Service}
 */
export function connect(root, site, signal) {
  /** @param {string} path below the site */
  const url = (path) => new URL(`v1/sites/${encodeURIComponent(site)}${path}`, root).href;
  return {
    root,
    url,
    /** Asks for JSON, to which the audio's grant is put. No cookie goes along; whatever is no answer becomes a refusal. */
    async ask(path, init) {
      const facts = {root, site, path};
      const answer = await fetch(url(path), {...init, credentials: 'omit', signal}).catch(() => {
        throw refusal('no-answer', facts);
      });
      const body = await answer.json().catch(() => ({}));
      const {status, ok, headers} = answer;
      if (ok) return {...body, grant: headers.get('Readalong-Audio-Grant')};
      throw refusal(`${body.type}`.split(':')[2] ?? 'bad-answer', {...body, ...facts, status});
    },
  };
}
