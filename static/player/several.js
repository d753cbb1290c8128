// @ts-check
/**
 * Several articles on one page, as where the next one is put under the one just read.
 * @import {Layout, Selection} from './types.js'
 */

/**
 * All that belongs to a title: the largest element around it in which no other title stands.
 * @param {Element} title
 * @param {readonly Element[]} titles
 * @returns {Element}
 */
function scopeOf(title, titles) {
  const around = title.parentElement;
  return around && !titles.some((other) => other !== title && around.contains(other)) ? scopeOf(around, titles) : title;
}

/** Where the title itself leads, if that is a page of this site. @param {Element} title */
function addressOf(title) {
  const link = title.closest('a') ?? title.querySelector('a');
  return link?.origin === location.origin ? link.href.split('#')[0] : undefined;
}

/**
 * The articles of a selection, each with its own address where its title is a link; one, where its titles stand in one text.
 * @param {Selection} selection
 * @param {Layout} layout
 * @returns {[selection: Selection, layout: Layout][]}
 */
export function split(selection, layout) {
  const {titles = [], roots, skipped} = selection;
  const parts = titles.map((title) => {
    const scope = scopeOf(title, titles);
    /** @type {[Selection, Layout]} */
    const part = [{title, roots: roots.filter((root) => scope.contains(root)), skipped}, {...layout, address: addressOf(title)}];
    return part;
  });
  const found = parts.filter(([{roots: own}]) => own[0]);
  return found[1] ? found : [[selection, layout]];
}
