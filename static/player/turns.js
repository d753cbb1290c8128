// @ts-check
/**
 * Several articles on one page: one is heard at a time, since there is one light, and at its end the next one is known. Fetched by pages that
 * have several.
 * @import {Article, Page} from './types.js'
 */
import {renew} from './renew.js';

/** Has the page's articles take turns. @param {Page} page */
export function takeTurns(page) {
  if (page.enter) return;
  /** Where readers of an article left it for another one. @type {WeakMap<Article, any>} */
  const places = new WeakMap();

  /** Ends an article that was opened; who comes back to it goes on at the same place and pace. @param {Article} article */
  const leave = (article) => {
    const left = article.player?.snapshot();
    const fresh = renew(page, article, [article.content, article.layout]);
    page.articles[page.articles.indexOf(article)] = fresh;
    if (left && left.phase !== 'ended') places.set(fresh, left);
  };

  page.config.articles = () => page.articles;
  page.enter = (article) => {
    const {current} = page;
    page.current = article;
    if (current && current !== article && (current.player || current.isActive())) {
      leave(current);
      // Safari lets an element sound without a press only if it has sounded after one.
      if (article.manifest && !article.reel && !article.player) article.audio = current.audio;
    }
    const place = article.manifest && places.get(article);
    if (!place) return;
    places.delete(article);
    article.withPlayer(({seek, setRate}) => {
      setRate(place.rate);
      seek(place.at_ms);
    });
  };
}
