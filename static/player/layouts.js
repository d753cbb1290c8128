// @ts-check
/**
 * Which layout a page has. Pure; runs tests/vectors/url_patterns.json.
 * @import {Layout} from './types.js'
 */

/**
 * Whether `pattern` covers `text` as a whole; `*` stands for any run of characters, all others for themselves.
 * Linear: the pieces between the stars are looked for from left to right.
 * @param {string} pattern
 * @param {string} text
 * @returns {boolean}
 */
function covers(pattern, text) {
  const [first, ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= text.length - last.length;
}

/**
 * Whether a page's address matches a layout's URL pattern: the path alone where the pattern begins with `/`, else host and path.
 * @param {string} pattern
 * @param {{host: string, pathname: string}} address
 * @returns {boolean}
 */
export function matchesUrl(pattern, address) {
  return covers(pattern, pattern.startsWith('/') ? address.pathname : address.host + address.pathname);
}

/**
 * The first layout that matches.
 * @param {readonly Layout[]} layouts
 * @param {{host: string, pathname: string}} address
 * @returns {Layout | undefined}
 */
export function pickLayout(layouts, address) {
  return layouts.find((layout) => matchesUrl(layout.url_pattern, address));
}
