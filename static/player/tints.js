// @ts-check
/**
 * The light on pages whose ground is nearly of its colours. Fetched for pages of a warm ground.
 */
import {contrast} from './contrast.js';
import {DARK_TINTED_PAGE_CSS, LIGHT_TINTED_PAGE_CSS} from './tints_style.js';

// The sentence's grounds in highlight_style.js, on light and on dark pages, and how far from one of these a page's own must be.
const GROUNDS = [[255, 240, 194], [74, 58, 26]];
const LEAST_CONTRAST = 1.1;
const WARM = 10;

/**
 * Whether the sentence's light is hardly seen on a ground. Pure.
 * @param {readonly number[]} ground red, green, blue
 * @param {boolean} onDark
 */
export function isFaint(ground, onDark) {
  return contrast(ground, GROUNDS[Number(onDark)]) < LEAST_CONTRAST && ground[0] - ground[2] > WARM;
}

/**
 * The style sheet for a ground on which ours would be faint.
 * @param {readonly number[] | null} ground
 * @param {boolean} onDark
 * @returns {string | undefined}
 */
export function tinted(ground, onDark) {
  if (!ground || !isFaint(ground.slice(0, 3), onDark)) return undefined;
  return onDark ? DARK_TINTED_PAGE_CSS : LIGHT_TINTED_PAGE_CSS;
}
