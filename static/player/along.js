// @ts-check
/**
 * What goes along with the voice: the light, the page that moves, the lock screen, the page's own sound.
 * @import {Along, Deck, Launcher, State} from './types.js'
 */
import {boxOf, coveredAbove, follow, watchReader} from './follow.js';
import {createLight} from './highlight.js';
import {outlastNetwork} from './network.js';
import {NOWHERE, wordSpan} from './timeline.js';

/** Whether it is out of view. @param {Launcher} [launcher] */
function isAway(launcher) {
  const box = launcher?.host.getBoundingClientRect();
  return box && (box.bottom < 0 || box.top > innerHeight);
}

/** Goes to the lock screen, media keys and headsets when the reader is elsewhere. @param {Deck} deck */
function leavePage(deck) {
  const {signal} = deck;
  let joined = false;
  const join = () => {
    if (joined || (!document.hidden && document.hasFocus()) || !navigator.mediaSession) return;
    joined = true;
    deck.bring(import('./media_session.js'));
  };
  document.addEventListener('visibilitychange', join, {signal});
  addEventListener('blur', join, {signal});
  join();
}

/** Shares the sound with a page that has sound of its own, or gets some. @param {Deck} deck */
function meetSound(deck) {
  const {signal} = deck;
  /** @param {Event} [event] */
  const meet = (event) => {
    document.removeEventListener('play', meet, true);
    deck.bring(import('./company.js'), event);
  };
  if (document.querySelector('audio,video')) meet();
  else document.addEventListener('play', meet, {signal, capture: true});
}

/**
 * @param {Deck} deck
 * @param {() => void} yielded called when the reader scrolls
 * @returns {Along}
 */
export function goAlong(deck, yielded) {
  const {article, requests, dock, signal, state: now, known, watchers} = deck;
  const {blocks} = article.content;
  const light = createLight(signal);
  // Whether the sentence is too tall to be in view as a whole; any other stays where it is while it is spoken.
  let byWord = false;

  /** @param {State} state @param {State} before */
  const show = ({place, following, phase}, before) => {
    const sentence = known().sentences[place.sentence];
    const block = blocks[sentence?.block];
    if (!block) return light.clear();
    const word = place.word < 0 ? null : wordSpan(sentence, place.word);
    if (place !== before.place) light.show(block, sentence, word);
    const within = before.phase === phase && before.following && before.place.sentence === place.sentence;
    if (!following || phase !== 'playing' || !requests.settings.follow || (within && !byWord)) return;
    byWord = follow(block, sentence, word, dock.covered());
  };
  const showAgain = () => show(now(), {...now(), place: NOWHERE});

  watchReader(yielded, dock.host, signal);
  leavePage(deck);
  outlastNetwork(deck);
  meetSound(deck);
  // Whether what makes the player small was fetched.
  let small = false;
  watchers.push((state, before) => {
    if (state.phase !== before.phase && state.phase === 'ended' && article.config.next_article) deck.bring(import('./next.js'));
    if (before.following && !state.following) deck.bring(import('./back.js'));
    if (!small && state.place !== before.place && isAway(article.launcher)) {
      small = true;
      deck.bring(import('./mini.js'));
    }
    if (state.place !== before.place || state.following !== before.following || state.phase !== before.phase) show(state, before);
  });
  signal.addEventListener('abort', light.destroy);
  showAgain();
  return {
    use: light.use,
    renew() {
      light.clear();
      showAgain();
    },
    coveredAbove,
    box: ({block, start, end}) => boxOf(blocks[block], {start, end}),
  };
}
