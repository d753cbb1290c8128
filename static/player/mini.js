// @ts-check
/**
 * The small player: it leaves the text its room. It comes by itself while the voice reads on and the launcher is out of view, and goes when
 * the reader pauses or reaches for it; or it stays, where the reader has chosen it. Fetched when it is first wanted.
 * @import {Deck} from './types.js'
 */
import {sheet} from './elements.js';
import {MINI_CSS} from './mini_style.js';

/** @type {WeakMap<Deck, () => void>} */
const known = new WeakMap();

/** @param {Deck} deck */
function create({article, dock, requests, state, watchers, signal}) {
  const {element, host} = dock;
  host.shadowRoot?.adoptedStyleSheets.push(sheet(MINI_CSS));

  const isWanted = () => {
    if (requests.settings.small) return true;
    const box = article.launcher?.host.getBoundingClientRect();
    const isAway = box && box.height > 0 && (box.bottom < 0 || box.top > innerHeight);
    // The panel is open as long as its button says so.
    return isAway && state().phase === 'playing' && !element.matches(':hover,:focus-within') && dock.more.ariaExpanded !== 'true';
  };
  const weigh = () => void element.classList.toggle('mini', Boolean(isWanted()));
  watchers.push(({phase, place}, before) => (phase !== before.phase || place.sentence !== before.place.sentence) && weigh());
  for (const event of ['pointerenter', 'focusin']) element.addEventListener(event, weigh, {signal});
  return weigh;
}

/** Makes the player small, as long as it is to be. @param {Deck} deck */
export function attend(deck) {
  const weigh = known.get(deck) ?? create(deck);
  known.set(deck, weigh);
  weigh();
}
