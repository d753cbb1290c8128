// @ts-check
/**
 * The line: all of the page but the lines of the spoken sentence goes dark. It is laid over the page, which stays as it is.
 * @import {Deck} from './types.js'
 */
import {make} from './elements.js';

const MARGIN_PX = 6;

/**
 * @param {Deck} deck
 * @returns {(on: boolean) => void}
 */
export function createLine(deck) {
  const {dock, known, signal, state, watchers} = deck;
  const line = make('div', {class: 'line', hidden: ''});
  let on = false;

  const draw = () => {
    const {open, place} = state();
    const sentence = known().sentences[place.sentence];
    const where = on && open && sentence && deck.along?.box(sentence);
    line.hidden = !where;
    if (!where) return;
    line.style.setProperty('--top', `${where.top - MARGIN_PX}px`);
    line.style.setProperty('--height', `${where.height + 2 * MARGIN_PX}px`);
  };

  dock.element.before(line);
  watchers.push(({place, open}, before) => on && (place.sentence !== before.place.sentence || open !== before.open) && draw());
  addEventListener('scroll', draw, {signal, capture: true, passive: true});
  addEventListener('resize', draw, {signal});
  return (wanted) => {
    on = wanted;
    draw();
  };
}
