// @ts-check
/**
 * An article in place of one that was read before.
 * @import {Article, Page, Reading} from './types.js'
 */
import {createArticle} from './article.js';

/**
 * Ends an article and makes the one that a reading gives; the launcher stays where it is still the right one.
 * @param {Page} page
 * @param {Article} article
 * @param {Reading} reading
 * @returns {Article}
 */
export function renew(page, article, reading) {
  const {launcher} = article;
  const stays = launcher?.host.isConnected && article.content.blocks[0].element === reading[0].blocks[0].element;
  article.destroy(stays);
  return createArticle(page, ...reading, stays ? launcher : undefined);
}
