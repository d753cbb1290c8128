// @ts-check
/**
 * For those who learn to read: the voice waits after each sentence, until a big button, or Space on the player, lets it go on.
 * @import {Deck, State} from './types.js'
 */
import {icon, make} from './elements.js';
import {PLAY} from './icons.js';

const EARLY_MS = 25; // The clock wakes this much early at most.

/**
 * Whether a sentence has just been heard to its end. Pure.
 * @param {State} state
 * @param {State} before
 * @param {{end_ms: number} | undefined} sentence the one before
 */
export function hasEnded(state, before, sentence) {
  if (!sentence || !state.mark || !before.mark || state.phase !== 'playing') return false;
  const edge_ms = sentence.end_ms - EARLY_MS * state.rate;
  return before.at_ms < edge_ms && state.at_ms >= edge_ms;
}

/**
 * @param {Deck} deck
 * @param {string} label
 * @returns {(on: boolean) => void}
 */
export function createLearner({audio, dock, known, play, watchers}, label) {
  const button = make('button', {type: 'button', class: 'onward', hidden: ''}, icon(PLAY), label);
  let on = false;
  dock.element.prepend(button);
  button.onclick = () => {
    button.hidden = true;
    play();
    dock.focus();
  };
  watchers.push((state, before) => {
    if ((state.phase === 'playing' && before.phase !== 'playing') || !state.open) button.hidden = true;
    const {sentences} = known();
    const at = before.place.sentence;
    if (!on || at === sentences.length - 1 || !hasEnded(state, before, sentences[at])) return;
    audio.pause();
    button.hidden = false;
    // The focus is moved only where the reader has it in the player already.
    if (dock.host.matches(':focus-within')) button.focus({preventScroll: true});
  });
  return (wanted) => {
    on = wanted;
    button.hidden = true;
  };
}
