// @ts-check
/** What CSS selectors of the site's layouts find on the page. */

import {warn as warnings} from './warnings.js';

/**
 * What the selectors match together, in the page's order. An invalid selector takes none of the others with it.
 * @param {readonly string[]} selectors
 * @param {(reason: string, facts: Record<string, unknown>) => unknown} [warn]
 * @returns {Element[]}
 */
export function matches(selectors, warn = warnings) {
  const valid = selectors.filter((selector) => {
    try {
      // Not alone: a bracket that is left open would be closed for it, and would swallow what follows in the list.
      return selector && (document.querySelector(`${selector},a`), true);
    } catch {
      warn('bad-selector', {selector});
      return false;
    }
  });
  return valid.length ? [...document.querySelectorAll(`${valid}`)] : [];
}
