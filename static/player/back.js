// @ts-check
/** The way back to the voice, for a reader who has scrolled away. Fetched when that happens first. */
/** @import {Deck} from './types.js' */
import {BACK_LABELS} from './back_labels.js';
import {BACK_CSS} from './back_style.js';
import {icon, make, sheet} from './elements.js';

const DOWN = 'M12 6v12M12 18l-5-5M12 18l5-5';

/** @param {Deck} deck */
export function attend(deck) {
  const {dock, requests, state, watchers} = deck;
  if (dock.element.querySelector('.back')) return;
  const words = {...BACK_LABELS, ...deck.words};
  const button = make('button', {type: 'button', class: 'back'}, icon(DOWN), words.back);
  const show = () => {
    const {following, phase} = state();
    button.hidden = following || !/playing|loading/.test(phase) || !requests.settings.follow;
  };
  button.onclick = requests.follow;
  dock.host.shadowRoot?.adoptedStyleSheets.push(sheet(BACK_CSS));
  dock.element.prepend(button);
  watchers.push(show);
  show();
}
