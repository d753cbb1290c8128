// @ts-check
/** How far colours stand apart: WCAG 2.2, “relative luminance” and “contrast ratio”. Pure. */

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
