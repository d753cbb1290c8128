// @ts-check
/** Lengths of time as readers read them. Pure. */

/**
 * Minutes and seconds of what lasts `ms` of media time when played at `rate`: `1:08`.
 * @param {number} ms
 * @param {number} [rate]
 * @returns {string}
 */
export function clockTime(ms, rate = 1) {
  const seconds = Math.max(0, Math.round(ms / rate / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
