// @ts-check
/** The speeds that the reader steps through, 1 being the voice's own. Pure. */
const SPEEDS = [0.75, 0.9, 1, 1.25, 1.5];

/**
 * The next speed up (1) or down (-1); the same where there is none.
 * @param {number} rate any: a site's default need not be one of ours
 * @param {-1 | 1} step
 * @returns {number}
 */
export function nextSpeed(rate, step) {
  return (step > 0 ? SPEEDS.find((speed) => speed > rate) : SPEEDS.findLast((speed) => speed < rate)) ?? rate;
}
