// @ts-check
/**
 * What only some pages need before they are read: text found without a layout, several articles, a language by rule, a rate by language
 * or level. Fetched there only, and where there is nothing to read, to say so.
 * @import {Layout, Page, Reading, Selection, Site} from './types.js'
 */
import {describe} from './core.js';
import {paced} from './rates.js';
import {refusal} from './service.js';
import {split} from './several.js';

/**
 * @param {Selection} part
 * @param {Layout} layout
 * @param {Site} config
 * @returns {Promise<Reading[]>} one, if it says anything
 */
async function readPart(part, layout, config) {
  const ruled = layout.language_rules && (await import('./facts.js')).languageOf(layout);
  const content = await describe(part, layout.language || ruled, config);
  return content ? [[content, await paced(config, layout, content.language)]] : [];
}

/**
 * Reads the page into its articles' texts. Rejects where there is none.
 * @param {Page} page
 * @param {Selection & {layout?: Layout}} chosen
 * @returns {Promise<Reading[]>}
 */
export async function read(page, chosen) {
  const {config} = page;
  const isUnconfigured = !chosen.layout && config.unconfigured;
  const {layout, ...selection} = isUnconfigured ? (await import('./unconfigured.js')).choose() : chosen;
  if (!layout) throw refusal('no-layout', {site: config.site});
  /** @type {Reading[]} */
  const readings = [];
  // One after the other: each gives the page time to breathe.
  for (const [part, its] of split(selection, layout)) readings.push(...(await readPart(part, its, config)));
  // A layout that reads nothing and has badges is one of a front page.
  if (!readings[0] && !(layout.badges && !layout.allow[0])) throw refusal('no-text', {pattern: layout.url_pattern});
  if (readings[1]) (await import('./turns.js')).takeTurns(page);
  return readings;
}
