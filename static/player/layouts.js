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
export function covers(pattern, text) {
  const pieces = pattern.split('*');
  const last = pieces.pop() ?? '';
  let at = 0;
  const inOrder = pieces.every((piece, index) => {
    const found = text.indexOf(piece, at);
    at = found + piece.length;
    return index ? found >= 0 : found === 0;
  });
  return pieces.length ? inOrder && text.slice(at).endsWith(last) : text === last;
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
