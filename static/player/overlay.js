// @ts-check
/**
 * The light where the browser has no Custom Highlight API: boxes laid over the text, which stays as it is. They blend with what is under
 * them, so that letters keep their contrast. Fetched there only.
 */
import {make, shadow} from './elements.js';
import {OVERLAY_CSS} from './overlay_style.js';

/** The boxes of a range's lines, from the page's upper left corner. @param {AbstractRange} range */
function boxesOf({startContainer, startOffset, endContainer, endOffset}) {
  const range = new Range();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  return [...range.getClientRects()];
}

/**
 * @param {string} name what is lit: a class of the style sheet
 * @param {(element: Element) => boolean} isOnDark whether an element's text is light on dark
 * @param {AbortSignal} signal
 * @returns {import('./highlight.js').Lamp}
 */
export function lamp(name, isOnDark, signal) {
  // A host of the player's kind: the page's text is read without it.
  const host = document.createElement('readalong-player');
  const layer = make('div', {class: `layer ${name}`});
  shadow(host, OVERLAY_CSS).append(layer);
  /** @type {AbstractRange[]} */
  let ranges = [];

  const draw = () => {
    const origin = host.getBoundingClientRect();
    const boxes = ranges.flatMap((range) => boxesOf(range)).map(({left, top, width, height}) => {
      const box = make('i');
      Object.assign(box.style, {left: `${left - origin.left}px`, top: `${top - origin.top}px`, width: `${width}px`, height: `${height}px`});
      return box;
    });
    layer.replaceChildren(...boxes);
  };

  document.body.append(host);
  addEventListener('resize', draw, {signal});
  addEventListener('scroll', draw, {signal, capture: true, passive: true});
  signal.addEventListener('abort', () => host.remove());
  return {
    clear() {
      ranges = [];
      draw();
    },
    add(range) {
      ranges.push(range);
      const element = range.startContainer.parentElement;
      layer.classList.toggle('dark', Boolean(element && isOnDark(element)));
      draw();
    },
  };
}
