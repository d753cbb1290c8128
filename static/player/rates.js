// @ts-check
/**
 * How fast reading starts where the site has rates of its own for languages and reading levels.
 * @import {DefaultRate, Layout, Site} from './types.js'
 */

/**
 * The first rate that holds for an article, if any: they come in the order in which they are tried.
 * @param {readonly DefaultRate[]} rates
 * @param {string} language
 * @param {string} level
 */
export function rateFor(rates, language, level) {
  const isOf = (/** @type {string} */ wanted) => !wanted || `${language}-`.toLowerCase().startsWith(`${wanted}-`.toLowerCase());
  const isAt = (/** @type {string} */ wanted) => !wanted || wanted.toLowerCase() === level.toLowerCase();
  return rates.find((each) => isOf(each.language) && isAt(each.level))?.rate;
}

/**
 * The layout with the rate that the site has for this language and for the reading level that the page says of itself; a rate of the
 * layout's own goes before.
 * @param {Pick<Site, 'rates'>} config
 * @param {Layout} layout
 * @param {string} language
 * @returns {Promise<Layout>}
 */
export async function paced({rates = []}, layout, language) {
  if (layout.default_rate) return layout;
  const byLevel = rates.some(({level}) => level);
  const level = byLevel ? (await import('./facts.js')).factsOf(layout).level : '';
  return {...layout, default_rate: rateFor(rates, language, level) ?? 0};
}
