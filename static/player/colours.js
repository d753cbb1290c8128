// @ts-check
/** The colours of the page. */

/** @param {string} colour as `getComputedStyle` gives it: `rgb(…)`, `rgba(…)` @returns {number[] | null} red, green, blue (0 to 255), alpha */
export function channelsOf(colour) {
  const channels = colour.match(/^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?/);
  return channels && [+channels[1], +channels[2], +channels[3], +(channels[4] ?? 1)];
}

/** The colour on which an element's text stands, as far as it is one colour. @param {Element | null} element */
export function groundOf(element) {
  for (let box = element; box; box = box.parentElement) {
    const channels = channelsOf(getComputedStyle(box).backgroundColor);
    if (channels && channels[3] > 0.5) return channels;
  }
  return null;
}
