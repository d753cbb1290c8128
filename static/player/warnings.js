// @ts-check
/** What we say to the publisher's developers: a warning in the console, once per cause, and nothing else anywhere. */

/** @type {Set<string>} */
const said = new Set();

/**
 * @param {string} reason one of reasons.js
 * @param {Record<string, unknown>} [facts]
 * @returns {Promise<void>}
 */
export async function warn(reason, facts = {}) {
  const cause = `${reason} ${JSON.stringify(facts)}`;
  if (said.has(cause)) return;
  said.add(cause);
  const words = await import('./reasons.js').then(({explain}) => explain(reason, facts)).catch(() => cause);
  console.warn(`Readalong: ${words}`);
}
