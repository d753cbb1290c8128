// @ts-check
/** What a page states about itself in JSON-LD and microdata (schema.org). */

/** @typedef {Record<string, any>} Thing */

/**
 * The things of a page's JSON-LD, at its top or in its graph.
 * @param {Document} page
 * @returns {Thing[]}
 */
function things(page) {
  const scripts = [...page.querySelectorAll('script[type="application/ld+json"]')];
  return scripts.flatMap(({textContent}) => thingsIn(parsed(textContent ?? '')));
}

/** @param {string} json @returns {unknown} */
function parsed(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null; // What is stated wrongly is not stated.
  }
}

/** @param {any} data @returns {Thing[]} */
function thingsIn(data) {
  if (Array.isArray(data)) return data.flatMap(thingsIn);
  return data && typeof data === 'object' ? [data, ...thingsIn(data['@graph'] ?? [])] : [];
}

/** @param {unknown} value @returns {string[]} */
function strings(value) {
  return [value].flat().filter((each) => typeof each === 'string');
}

/**
 * The types that a page gives itself.
 * @param {Document} page
 * @returns {string[]}
 */
export function statedTypes(page) {
  return things(page).flatMap((thing) => strings(thing['@type']));
}

/**
 * The elements that a page calls fit to be spoken: by CSS selectors of a SpeakableSpecification, or as an `itemprop`.
 * @param {Document} page
 * @returns {Set<Element>}
 */
export function speakable(page) {
  const selectors = things(page).flatMap(({speakable: parts}) => [parts].flat().flatMap((part) => strings(part?.cssSelector)));
  return new Set(['[itemprop~=speakable]', ...selectors].flatMap((selector) => {
    try {
      return [...page.querySelectorAll(selector)];
    } catch {
      return []; // No selector.
    }
  }));
}
