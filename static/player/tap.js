// @ts-check
/**
 * Pressing the text itself: a sentence is heard from there; while the voice pauses, a word of the lit sentence is spoken alone. Whatever
 * the page means to do with a press goes first: links, buttons, fields, selections. Fetched with the first press in the article.
 * @import {Deck, Sentence} from './types.js'
 */
import {wordSpan} from './timeline.js';

const PAGES_OWN = 'a,button,input,select,textarea,label,summary,audio,video,iframe,[contenteditable],[onclick],[role=button],[role=link],[tabindex]';
const TICK_MS = 8;

// Whether something was selected when the press began: such a press only ends the selection.
let selected = false;
addEventListener('pointerdown', () => {
  selected = !getSelection()?.isCollapsed;
}, {capture: true, passive: true});

/** The character at a point, if there is one. @param {number} x @param {number} y */
function characterAt(x, y) {
  const page = /** @type {any} */ (document);
  const caret = page.caretPositionFromPoint?.(x, y) ?? page.caretRangeFromPoint?.(x, y);
  if (!caret) return null;
  const node = caret.offsetNode ?? caret.startContainer;
  const offset = caret.offset ?? caret.startOffset;
  // A caret stands beside the nearest character, however far away that is.
  const hit = [offset, offset - 1].find((at) => at >= 0 && at < (node.data?.length ?? 0) && boxesOf(node, at).some(({left, right, top, bottom}) => (
    x >= left && x <= right && y >= top && y <= bottom)));
  return hit === undefined ? null : {node, offset: hit};
}

/** @param {Text} node @param {number} at */
function boxesOf(node, at) {
  const range = new Range();
  range.setStart(node, at);
  range.setEnd(node, at + 1);
  return [...range.getClientRects()];
}

/**
 * The sentence and the word that a character of the page belongs to.
 * @param {Deck} deck
 * @param {{node: Node, offset: number} | null} character
 * @returns {{index: number, word: number} | null}
 */
function placeOf({article, known}, character) {
  if (!character) return null;
  const {node, offset} = character;
  for (const [number, {runs}] of article.content.blocks.entries()) {
    const run = runs.find((each) => each.node === node && each.offset <= offset && offset < each.offset + each.length);
    if (!run) continue;
    const at = run.at + offset - run.offset;
    const index = known().sentences.findIndex(({block, start, end}) => block === number && start <= at && at < end);
    return index < 0 ? null : {index, word: wordAt(known().sentences[index], at)};
  }
  return null;
}

/** @param {Sentence} sentence @param {number} at @returns {number} -1 beside all words */
function wordAt(sentence, at) {
  for (let word = 0; word < sentence.words.length / 3; word++) {
    const {start, end} = wordSpan(sentence, word);
    if (start <= at && at < end) return word;
  }
  return -1;
}

/** Speaks one word, and goes back to where it was. @param {Deck} deck @param {Sentence} sentence @param {number} word */
function speakWord({audio, play, requests, signal}, {words, end_ms}, word) {
  const back_ms = audio.currentTime * 1000;
  const until_ms = words[word * 3 + 5] ?? end_ms;
  requests.seek(words[word * 3 + 2]);
  play();
  const timer = setInterval(() => {
    const at_ms = audio.currentTime * 1000;
    const left = audio.paused || at_ms < words[word * 3 + 2] - TICK_MS;
    if (!left && at_ms < until_ms - TICK_MS && !signal.aborted) return;
    clearInterval(timer);
    if (left || signal.aborted) return;
    audio.pause();
    requests.seek(back_ms);
  }, TICK_MS);
}

/**
 * @param {Deck} deck
 * @param {MouseEvent} event a press inside the article
 */
export function attend(deck, event) {
  const {target, defaultPrevented, detail, clientX, clientY} = event;
  const modified = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (modified || defaultPrevented || detail > 1 || selected || !getSelection()?.isCollapsed) return;
  if (/** @type {Element} */ (target).closest(PAGES_OWN)) return;
  const found = placeOf(deck, characterAt(clientX, clientY));
  if (!found) return;
  const {phase, place} = deck.state();
  const sentence = deck.known().sentences[found.index];
  if (phase === 'paused' && place.sentence === found.index && found.word >= 0) return speakWord(deck, sentence, found.word);
  deck.requests.seek(sentence.start_ms);
  deck.play();
}

/** The sentence in which the reader's selection begins, by the mouse or by keys, if it is in the text. @param {Deck} deck */
function selectedSentence(deck) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return;
  const {startContainer: node, startOffset: offset} = selection.getRangeAt(0);
  const found = placeOf(deck, {node, offset});
  return found && deck.known().sentences[found.index];
}

/** Plays from what is selected, or else from the first sentence that is on the screen. @param {Deck} deck */
export function playFromHere(deck) {
  const [upper, lower] = [deck.along?.coveredAbove() ?? 0, innerHeight - deck.dock.covered()];
  const first = selectedSentence(deck) ?? deck.known().sentences.find((sentence) => {
    const box = deck.along?.box(sentence);
    return box && box.top >= upper && box.top < lower;
  });
  if (!first) return;
  deck.requests.seek(first.start_ms);
  deck.play();
}
