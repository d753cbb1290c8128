// @ts-check
/**
 * The inspector's frames: what is read and what is not, drawn over the page, and the part that is pointed at. The page's own elements
 * stay as they are.
 * @import {Report} from './inspector.js'
 */
import {make} from './elements.js';

const DROP_CAP = 3; // Letters.
const PART_OF_A_WORD = /^(span|b|strong|i|em)$/;
const THIN = 4; // What is lower or narrower is not framed.

/** Where a block's text stands. @param {Report['blocks'][number]} block */
function rectOfText({runs}) {
  const [first, last] = [runs[0], runs[runs.length - 1]];
  const range = document.createRange();
  range.setStart(first.node, Math.min(first.offset, first.node.length));
  range.setEnd(last.node, Math.min(last.offset + last.length, last.node.length));
  return range.getBoundingClientRect();
}

/** The element that is meant where something is pointed at: of words in a line, and of a drop cap, what they stand in. @param {Element} element @returns {Element} */
function meant(element) {
  const {parentElement} = element;
  const text = `${element.textContent}`.trim();
  const isShort = text && text.length <= DROP_CAP && PART_OF_A_WORD.test(element.localName);
  const isInLine = /^inline/.test(getComputedStyle(element).display) && !/^(img|button|input)$/.test(element.localName);
  return (isShort || isInLine) && parentElement && parentElement !== document.body ? meant(parentElement) : element;
}

/**
 * @param {ShadowRoot} root
 * @param {AbortSignal} signal
 */
export function createFrames(root, signal) {
  const layer = make('div', {class: 'frames', 'aria-hidden': 'true'});
  const pointed = make('div', {class: 'frame pointed'});
  root.prepend(layer);
  /** @type {{around: () => DOMRect, box: HTMLElement}[]} */
  let drawn = [];
  /** @type {Element | undefined} */
  let target;

  /** @param {HTMLElement} box @param {DOMRect} rect @param {DOMRect} zero where the layer begins */
  const put = ({style}, {left, top, width, height}, zero) => {
    style.display = width < THIN || height < THIN ? 'none' : '';
    style.transform = `translate(${left - zero.left}px, ${top - zero.top}px)`;
    style.width = `${width}px`;
    style.height = `${height}px`;
  };

  const place = () => {
    const zero = layer.getBoundingClientRect();
    // All are measured before the first is moved: one layout for all.
    const rects = drawn.map(({around}) => around());
    drawn.forEach(({box}, index) => put(box, rects[index], zero));
    if (target) put(pointed, target.getBoundingClientRect(), zero);
    pointed.hidden = !target;
  };
  let waiting = 0;
  const placeSoon = () => {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      place();
    });
  };
  // Whatever makes the page longer or shorter moves what stands below it.
  const growth = new ResizeObserver(placeSoon);
  growth.observe(document.body);
  signal.addEventListener('abort', () => growth.disconnect());
  addEventListener('resize', placeSoon, {signal});
  addEventListener('scroll', placeSoon, {signal, capture: true, passive: true});

  return {
    /** @param {Report} report @param {Element} [chosen] */
    show({blocks, left}, chosen) {
      /** @param {string} kind @param {() => DOMRect} around */
      const frame = (kind, around) => ({around, box: make('div', {class: `frame ${kind}`})});
      const shown = left.filter(({rule}) => !rule.startsWith('hidden'));
      drawn = [
        ...shown.map(({element, rule}) => frame(/^deny/.test(rule) ? 'denied' : 'left', () => element.getBoundingClientRect())),
        ...blocks.map((block) => frame(block.kind === 'title' ? 'read title' : 'read', () => rectOfText(block))),
        ...(chosen ? [frame('chosen', () => chosen.getBoundingClientRect())] : []),
      ];
      layer.replaceChildren(...drawn.map(({box}) => box), pointed);
      place();
    },
    /**
     * Lets parts of the page be chosen, as long as `isOn`: the page itself is not told of these presses.
     * @param {(element: Element | undefined) => void} choose
     * @param {() => boolean} isOn
     */
    pick(choose, isOn) {
      /** @param {Event} event */
      const at = (event) => {
        const [element] = event.composedPath();
        return isOn() && element instanceof Element && !event.composedPath().includes(root) ? meant(element) : undefined;
      };
      document.addEventListener('pointermove', (event) => {
        const found = event.pointerType === 'mouse' ? at(event) : undefined;
        if (found === target) return;
        target = found;
        placeSoon();
      }, {signal, capture: true, passive: true});
      for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'auxclick', 'dblclick']) {
        addEventListener(type, (event) => {
          const found = at(event);
          if (!found) return;
          event.preventDefault();
          event.stopImmediatePropagation();
          if (type === 'click') choose(found);
        }, {signal, capture: true});
      }
      addEventListener('keydown', ({key}) => key === 'Escape' && choose(undefined), {signal, capture: true});
    },
  };
}
