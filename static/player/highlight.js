// @ts-check
/**
 * Lighting the sentence and the word through the CSS Custom Highlight API: the page's nodes stay as they are.
 * Static ranges, because live ones paint the wrong words when a page is rendered again; two highlights registered once, because
 * WebKit does not repaint one that is replaced.
 * @import {Block, Run} from './types.js'
 */
import {sheet} from './elements.js';
import {channelsOf, groundOf} from './colours.js';
import {DARK_PAGE_CSS, LIGHT_PAGE_CSS} from './highlight_style.js';
import {WHITE_SPACE} from './characters.js';

// How much redder than blue a ground is that is anywhere near ours.
const WARM = 10;
const EACH_WHITE_SPACE = new RegExp(`[${WHITE_SPACE}]`, 'g');

export const SENTENCE = 'readalong-sentence';
export const WORD = 'readalong-word';

/** @typedef {{start: number, end: number}} Span in a block's text */
/** What paints ranges: a highlight, or what stands for one. @typedef {{clear: () => void, add: (range: AbstractRange) => unknown}} Lamp */

/** Whether the page still says what was collected. @param {Block} block @param {Run} run */
function stands({text}, {node, offset, at, length}) {
  const there = node.data.slice(offset, offset + length).replace(EACH_WHITE_SPACE, ' ');
  return node.isConnected && there === text.slice(at, at + length);
}

/**
 * The places of a span on the page, one for each run of text, so that what was left out of the text is not lit either.
 * Empty where the page no longer says what was collected: better no light than a wrong one.
 * @param {Block} block
 * @param {Span} span
 * @returns {StaticRange[]}
 */
export function rangesOf(block, {start, end}) {
  const runs = block.runs.filter((run) => run.at < end && run.at + run.length > start);
  if (!runs.every((run) => stands(block, run))) return [];
  return runs.map(({node, offset, at, length}) => new StaticRange({
    startContainer: node, startOffset: offset + Math.max(0, start - at),
    endContainer: node, endOffset: offset + Math.min(length, end - at),
  }));
}

/** Whether the page's text is light on dark, whatever the system prefers. @param {Element} element */
function isOnDark(element) {
  const channels = channelsOf(getComputedStyle(element).color);
  if (!channels) return matchMedia('(prefers-color-scheme: dark)').matches;
  return 0.299 * channels[0] + 0.587 * channels[1] + 0.114 * channels[2] > 140;
}

/** @param {Lamp | undefined} highlight @param {StaticRange[]} ranges */
function paint(highlight, ranges) {
  highlight?.clear();
  for (const range of ranges) highlight?.add(range);
}

/** @param {string} name @param {number} priority */
function register(name, priority) {
  if (!CSS.highlights) return;
  const highlight = new Highlight();
  highlight.priority = priority;
  CSS.highlights.set(name, highlight);
  return highlight;
}

/**
 * Lights a sentence and a word; where the browser cannot, boxes over the text do.
 * @param {AbortSignal} signal
 */
export function createLight(signal) {
  /** @type {Lamp | undefined} */
  let sentenceLight = register(SENTENCE, 0);
  /** @type {Lamp | undefined} */
  let wordLight = register(WORD, 1);
  /** Ours, by what they say. @type {Map<string, CSSStyleSheet>} */
  const sheets = new Map();
  /** @type {typeof import('./tints.js').tinted | undefined} */
  let tinted;
  /** @type {Set<any>} */
  const roots = new Set();
  /** @type {Block | null} */
  let lit;
  /** @type {Span} */
  let sentence;
  /** @type {Span | null} */
  let word;
  // Which of the two are wanted.
  let wanted = `${SENTENCE} ${WORD}`;

  const paintWord = () => paint(wordLight, lit && word && wanted.includes(WORD) ? rangesOf(lit, word) : []);
  const repaint = () => {
    paint(sentenceLight, lit && wanted.includes(SENTENCE) ? rangesOf(lit, sentence) : []);
    paintWord();
  };
  const observer = new MutationObserver(repaint);

  /** A sheet reaches only the text of its own tree, so it goes where the block is. @param {any} root @param {string} [css] none takes it off */
  const dress = (root, css) => {
    const ours = [...sheets.values()];
    const theirs = root.adoptedStyleSheets.filter((/** @type {CSSStyleSheet} */ each) => !ours.includes(each));
    if (css && !sheets.has(css)) sheets.set(css, sheet(css));
    root.adoptedStyleSheets = css ? [...theirs, sheets.get(css)] : theirs;
    roots.add(root);
  };
  /** Colours that are seen where an element stands: on a ground of nearly ours others are. @param {Element} element */
  const colour = (element) => {
    if (!element.isConnected) return;
    const onDark = isOnDark(element);
    const ground = groundOf(element);
    dress(element.getRootNode(), tinted?.(ground, onDark) ?? (onDark ? DARK_PAGE_CSS : LIGHT_PAGE_CSS));
    if (tinted || !ground || ground[0] - ground[2] <= WARM) return;
    import('./tints.js').then((tints) => {
      ({tinted} = tints);
      if (lit) colour(lit.element);
    }).catch(() => {});
  };
  const clear = () => {
    lit = null;
    observer.disconnect();
    repaint();
  };

  if (!sentenceLight) import('./overlay.js').then(({lamp}) => {
    if (signal.aborted) return;
    sentenceLight = lamp(SENTENCE, isOnDark, signal);
    wordLight = lamp(WORD, isOnDark, signal);
    repaint();
  }).catch(() => {});

  return {
    clear,
    /** @param {string} names of the lights to use */
    use(names) {
      wanted = names;
      repaint();
    },
    /** @param {Block} block @param {Span} newSentence @param {Span | null} newWord */
    show(block, newSentence, newWord) {
      const again = sentence === newSentence && block === lit;
      word = newWord;
      if (again) return paintWord();
      clear();
      lit = block;
      sentence = newSentence;
      observer.observe(block.element, {subtree: true, childList: true, characterData: true});
      colour(block.element);
      repaint();
    },
    destroy() {
      clear();
      CSS.highlights?.delete(SENTENCE);
      CSS.highlights?.delete(WORD);
      for (const root of roots) dress(root);
    },
  };
}
