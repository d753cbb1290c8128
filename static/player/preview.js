// @ts-check
/**
 * The seek bar's ticks, one a sentence or a paragraph, and what is said where the pointer or the thumb is. Fetched when the reader first
 * reaches for it. It adds nothing that a screen reader has not: the bar itself tells its time.
 * @import {Deck, Sentence} from './types.js'
 */
import {make, sheet} from './elements.js';
import {PREVIEW_CSS} from './preview_style.js';
import {put} from './put.js';
import {shortened} from './shortened.js';
import {clockTime} from './times.js';

const MOST_TICKS = 60; // More are a blur.

/**
 * The starts worth a tick: of all sentences, or else of the paragraphs, or of none.
 * @param {readonly Sentence[]} sentences
 * @returns {Sentence[]}
 */
export function ticksOf(sentences) {
  const firsts = sentences.filter(({block}, at) => block !== sentences[at - 1]?.block);
  return [sentences, firsts].map((each) => each.slice(1)).find(({length}) => length <= MOST_TICKS) ?? [];
}

/** @param {Deck} deck */
export function attend({dock: {element, host, range}, article, state, known, watchers}) {
  const ticks = make('div', {class: 'ticks'});
  const time = make('b');
  const text = make('span');
  const bubble = make('div', {class: 'preview', 'aria-hidden': 'true', hidden: '', dir: 'auto', lang: article.content.language}, time, text);
  const {blocks} = article.content;

  const draw = () => ticks.replaceChildren(...ticksOf(known().sentences).map(({start_ms}) => {
    const tick = make('i');
    tick.style.setProperty('--at', `${(100 * start_ms) / state().length_ms}%`);
    return tick;
  }));

  /** @param {number} ms */
  const show = (ms) => {
    const sentence = known().sentences.findLast(({start_ms}) => start_ms <= ms);
    if (!sentence) return;
    put(time, 'text', clockTime(ms, state().rate));
    put(text, 'text', shortened(blocks[sentence.block].text.slice(sentence.start, sentence.end)));
    bubble.hidden = false;
  };
  const hide = () => {
    bubble.hidden = true;
  };

  host.shadowRoot?.adoptedStyleSheets.push(sheet(PREVIEW_CSS));
  range.after(ticks);
  element.append(bubble);
  range.addEventListener('pointermove', ({clientX}) => {
    const {left, width} = range.getBoundingClientRect();
    show(Math.min(1, Math.max(0, (clientX - left) / width)) * state().length_ms);
  });
  range.addEventListener('input', () => show(+range.value));
  for (const event of ['change', 'pointerleave', 'blur']) range.addEventListener(event, hide);
  watchers.push(({length_ms}, before) => length_ms !== before.length_ms && draw());
  draw();
}
