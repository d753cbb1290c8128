// @ts-check
/**
 * Scrolling along with the voice, without ever fighting the reader: the spoken sentence stays between 30 % and 70 % of the
 * viewport until the reader scrolls; then the page is the reader's.
 * @import {Block} from './types.js'
 */
import {rangesOf} from './highlight.js';

const UPPER = 0.3;
const LOWER = 0.7;
const MARGIN_PX = 12;
const SCROLL_KEYS = /^(Arrow(Up|Down)|Page(Up|Down)|Home|End| )$/;
const USES_KEYS = 'input,textarea,select,button,[contenteditable]';

/** @typedef {{start: number, end: number}} Span in a block's text */

/**
 * How far to scroll so that a box stands in the band; 0 where it does. Pure.
 * @param {{top: number, bottom: number}} box
 * @param {number} height of the viewport, in px
 * @param {number} above px that sticky headers hide
 * @param {number} below px that our dock hides
 * @returns {number} px, downwards positive
 */
export function scrollDistance({top, bottom}, height, above, below) {
  const upper = Math.max(height * UPPER, above + MARGIN_PX);
  const lower = Math.min(height * LOWER, height - below - MARGIN_PX);
  return top >= upper && bottom <= lower ? 0 : Math.round(top - upper);
}

/** How far down a header that stays covers the page. */
export function coveredAbove() {
  for (let element = document.elementFromPoint(innerWidth / 2, 2); element; element = element.parentElement) {
    const {bottom, height} = element.getBoundingClientRect();
    if (/fixed|sticky/.test(getComputedStyle(element).position)) return height < innerHeight / 2 ? bottom : 0;
  }
  return 0;
}

/** The box in which an element scrolls: the page, or a part of it. @param {Element} element */
function scrollerOf(element) {
  for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
    if (box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
  }
  return document.scrollingElement ?? document.documentElement;
}

/** Where a span stands in the viewport. @param {Block} block @param {Span} span */
export function boxOf(block, span) {
  const ranges = rangesOf(block, span);
  const last = ranges.at(-1);
  if (!last) return null;
  const range = new Range();
  range.setStart(ranges[0].startContainer, ranges[0].startOffset);
  range.setEnd(last.endContainer, last.endOffset);
  return range.getBoundingClientRect();
}

/**
 * Brings a sentence into the band; one that is too tall for it is followed by its word.
 * @param {Block} block
 * @param {Span} sentence
 * @param {Span | null} word
 * @param {number} below px that our dock covers
 * @returns {boolean} whether its word was followed
 */
export function follow(block, sentence, word, below) {
  const whole = boxOf(block, sentence);
  const tooTall = Boolean(whole && whole.height > innerHeight * (LOWER - UPPER));
  const box = tooTall && word ? boxOf(block, word) : whole;
  if (!box) return tooTall;
  const top = scrollDistance(box, innerHeight, coveredAbove(), below);
  const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
  if (top) scrollerOf(block.element).scrollBy({top, behavior});
  return tooTall;
}

/**
 * Calls `yielded` the moment the reader scrolls: by wheel, touch, key or scroll bar.
 * @param {() => void} yielded
 * @param {Element} dock what happens in it is no scrolling
 * @param {AbortSignal} signal
 */
export function watchReader(yielded, dock, signal) {
  /** @param {string} type @param {(event: any) => boolean} scrolls */
  const on = (type, scrolls) =>
    addEventListener(type, (event) => event.target !== dock && scrolls(event) && yielded(), {signal, passive: true, capture: true});
  on('wheel', () => true);
  on('touchmove', () => true);
  on('keydown', ({key, target}) => SCROLL_KEYS.test(key) && !target.closest?.(USES_KEYS));
  on('pointerdown', ({clientX}) => clientX >= document.documentElement.clientWidth);
}
