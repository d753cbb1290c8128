// @ts-check
/** Writing to our own elements what changes often. */

/**
 * Sets an attribute or, under the name `text`, the text, where it differs: writing the same again would cost a layout for nothing.
 * @param {Element | null | undefined} element
 * @param {string} name
 * @param {string} value
 */
export function put(element, name, value) {
  if (name !== 'text') return element?.getAttribute(name) !== value && element?.setAttribute(name, value);
  if (element && element.textContent !== value) element.textContent = value;
}
