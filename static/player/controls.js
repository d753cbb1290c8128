// @ts-check
/**
 * What the reader's hands do at the dock: steps, pace, keys. Fetched when they first reach for it; who only listens needs none of it.
 * @import {Deck, Sentence, State} from './types.js'
 */
import {put} from './put.js';
import {nextSpeed} from './speeds.js';
import {sentenceStep} from './timeline.js';

/** @type {WeakSet<Deck>} */
const reached = new WeakSet();

/** Makes the dock ready for hands. @param {Deck} deck */
function begin(deck) {
  const {dock: {element, range, slower, faster}, requests, state, watchers} = deck;

  /** Tells where the pace has its ends. @param {State} state */
  const showEnds = ({rate}) => {
    put(slower, 'aria-disabled', `${nextSpeed(rate, -1) === rate}`);
    put(faster, 'aria-disabled', `${nextSpeed(rate, 1) === rate}`);
  };

  /** Keys act only while the focus is in the dock, and never take one from the control that has it. @param {KeyboardEvent} event */
  const pressed = (event) => {
    const {key, target, ctrlKey, metaKey, altKey} = event;
    const takes = target instanceof HTMLInputElement;
    if (ctrlKey || metaKey || altKey || !requests.settings.keys) return;
    if (key === ' ' && target === range) requests.toggle();
    else if (/^Arrow(Left|Right)$/.test(key) && !takes) attend(deck, 'step', key === 'ArrowLeft' ? -1 : 1);
    else return;
    event.preventDefault();
  };

  const once = new AbortController();
  const preview = () => {
    once.abort();
    deck.bring(import('./preview.js'));
  };
  element.addEventListener('keydown', pressed);
  // What was there first is not told again.
  if (range.matches(':focus')) preview();
  else for (const event of ['pointermove', 'focus']) range.addEventListener(event, preview, {signal: once.signal});
  watchers.push(showEnds);
  showEnds(state());
}

/**
 * @param {Deck} deck
 * @param {'step' | 'pace'} [what] to do: to the previous or next sentence, slower or faster; nothing as long as they only come near
 * @param {-1 | 1} [way]
 * @param {readonly Sentence[]} [among] some of the sentences
 */
export function attend(deck, what, way = 1, among = deck.known().sentences) {
  const {audio, requests, state} = deck;
  if (!reached.has(deck)) begin(deck);
  reached.add(deck);
  if (what === 'pace') requests.setRate(nextSpeed(state().rate, way));
  else if (what) requests.seek(sentenceStep(among, audio.currentTime * 1000, way));
}
