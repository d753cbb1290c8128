// @ts-check
/** How far colours stand apart: WCAG 2.2, “relative luminance” and “contrast ratio”. Pure, but for `groundOf`. */

/** @param {string} colour as `getComputedStyle` gives it: `rgb(…)`, `rgba(…)` @returns {number[] | null} red, green, blue (0 to 255), alpha */
export function channelsOf(colour) {
  const channels = colour.match(/^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?/);
  return channels && [+channels[1], +channels[2], +channels[3], +(channels[4] ?? 1)];
}

/** @param {readonly number[]} channels red, green and blue, 0 to 255 @returns {number} 0 black, 1 white */
function luminance(channels) {
  const [red, green, blue] = channels.map((channel) => (
    channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {readonly number[]} one @param {readonly number[]} other @returns {number} from 1, the same, to 21 */
export function contrast(one, other) {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The colour on which an element's text stands, as far as it is one colour. @param {Element | null} element */
export function groundOf(element) {
  for (let box = element; box; box = box.parentElement) {
    const channels = channelsOf(getComputedStyle(box).backgroundColor);
    if (channels && channels[3] > 0.5) return channels;
  }
  return null;
}
