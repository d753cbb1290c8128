// @ts-check
/** Building our own elements and style sheets through the DOM, so that a strict Content-Security-Policy has nothing to refuse. */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @template {Element} T
 * @param {T} element
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {T}
 */
export function fill(element, attributes, ...children) {
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, ...children);
}

/**
 * An icon: one path in a square of 24 by 24.
 * @param {string} d
 * @returns {SVGElement}
 */
export function icon(d) {
  const shape = fill(document.createElementNS(SVG, 'path'), {d});
  return fill(document.createElementNS(SVG, 'svg'), {viewBox: '0 0 24 24', 'aria-hidden': 'true'}, shape);
}

/**
 * A constructable style sheet: the one kind that `style-src 'none'` lets through.
 * @param {string} css
 * @returns {CSSStyleSheet}
 */
export function sheet(css) {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}

/** What the site's theme adds to every shadow root of ours. @type {CSSStyleSheet[]} */
export const WORN = [];

/**
 * The shadow root of one of our hosts, dressed.
 * @param {Element} host
 * @param {...string} styles
 * @returns {ShadowRoot}
 */
export function shadow(host, ...styles) {
  const root = host.shadowRoot ?? host.attachShadow({mode: 'open'});
  root.adoptedStyleSheets = [...styles.map(sheet), ...WORN];
  return root;
}
