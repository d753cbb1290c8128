// @ts-check
/**
 * The small player: it leaves the text its room. It comes by itself while the voice reads on and the launcher is out of view, and goes when
 * the reader pauses or reaches for it; or it stays, where the reader has chosen it. Fetched when it is first wanted.
 * @import {Deck} from './types.js'
 */
import {sheet} from './elements.js';
import {MINI_CSS} from './mini_style.js';

const SOON_MS = 200;

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
  // A moment later: the focus moves on only when the control has been told that it has lost it, and a button that is gone is pointed at until the next frame.
  const weighSoon = () => void setTimeout(weigh, SOON_MS);
  for (const event of ['pointerenter', 'focusin']) element.addEventListener(event, weigh, {signal});
  for (const event of ['pointerleave', 'focusout', 'click']) element.addEventListener(event, weighSoon, {signal});
  return weigh;
}

/** Makes the player small, as long as it is to be. @param {Deck} deck */
export function attend(deck) {
  const weigh = known.get(deck) ?? create(deck);
  known.set(deck, weigh);
  weigh();
}
