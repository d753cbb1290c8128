// @ts-check
/** What we say to the publisher's developers: a warning in the console, once per cause, and nothing else anywhere. */

/**
 * @param {string} reason one of reasons.js; without facts, what an error says
 * @param {Record<string, unknown>} [facts]
 * @returns {Promise<void>}
 */
export const warn = (reason, facts) =>
  import('./reasons.js').then(({say}) => say(reason, facts)).catch(() => console.warn('Readalong:', reason, facts));
