// @ts-check
/**
 * What looks wrong about how a page is read: for staff. The twin of `player/articles/extraction/concerns.py`, without what only the
 * service sees.
 * @import {Block, Layout, Selection} from './types.js'
 */

const FEW_WORDS = 40;
const NEARLY_ALL = 0.9;
const MOSTLY = 0.8;
const SEVERAL = 3;
const AROUND =
  'nav,[role=navigation],[role=banner],[role=contentinfo],[role=complementary],[role=search],body > header,body > footer,body > aside';

/** About. @param {string} text */
export const countWords = (text) => text.split(/\s+/).filter(Boolean).length;

/** @param {{text: string}[]} parts */
export const wordsOf = (parts) => parts.reduce((sum, {text}) => sum + countWords(text), 0);

/** Whether a block is little but a link: a teaser, an entry of a menu. @param {Block} block */
function isLink({kind, text, runs}) {
  const linked = runs.filter(({node}) => node.parentElement?.closest('a')).reduce((sum, {length}) => sum + length, 0);
  return !/title|heading/.test(kind) && linked > MOSTLY * text.length;
}

/** @param {string} text */
const shortened = (text) => (text.length <= 60 ? text : `${text.slice(0, 59).trimEnd()}…`);

/**
 * @param {Selection} selection
 * @param {Block[]} blocks
 * @param {{text: string}[]} left what is not read
 * @param {string} language of the article
 * @param {Layout} [layout]
 * @returns {string[]} sentences
 */
export function concerns(selection, blocks, left, language, layout) {
  if (!blocks[0]) {
    return [selection.roots[0] ? 'Nothing is read: what the selectors match holds no text beside the title.'
      : 'Nothing is read: none of the selectors under “read” matches anything that is shown.'];
  }
  const words = wordsOf(blocks);
  const around = blocks.filter(({element}) => element.closest(AROUND));
  const links = blocks.filter(isLink);
  const several = selection.titles?.length ?? 0;
  const isWhole = selection.roots.some(({localName}) => /^(html|body)$/.test(localName));
  /** @type {[boolean, string][]} */
  const all = [
    [blocks[0].kind !== 'title', 'There is no title: the reading begins with the text. Choose the headline.'],
    [!language, 'The page does not say its language, and no rule finds it. Name it in the layout.'],
    [words < FEW_WORDS, `Only ${words} words are read. Is there more of the article on this page?`],
    [several > 1, `${several} headlines are shown: the page may hold several articles.`],
    [Boolean(around[0]), `Text from around the article is read: “${shortened(around[0]?.text ?? '')}”.`],
    [!around[0] && links.length >= SEVERAL, `${links.length} parts that are links are read, such as “${shortened(links[0]?.text ?? '')}”.`],
    [Boolean(layout) && (isWhole || (Boolean(around[0]) && words > NEARLY_ALL * (words + wordsOf(left)))),
      'Nearly everything on the page is read. Choose the element that holds the article.'],
  ];
  return all.filter(([isSo]) => isSo).map(([, says]) => says);
}
