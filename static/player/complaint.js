// @ts-check
/**
 * “That sounded wrong”: somebody presses the word, and the site's editors hear it. Only numbers are sent: which word of which sentence of
 * which audio. Fetched with the panel, where the site wants to be told.
 * @import {Deck, Sentence} from './types.js'
 */
import {COMPLAINT_LABELS} from './complaint_labels.js';
import {COMPLAINT_CSS} from './complaint_style.js';
import {icon, make, sheet} from './elements.js';
import {put} from './put.js';
import {labelLanguage} from './labels.js';

const WRONG = 'M4 5h16v11h-9l-4 4v-4H4zM12 7.5v4M12 13.5v.5';
const JUST_MS = 1500; // A sentence that has only begun is not what sounded wrong.
const LOOK_AGAIN_MS = 1000;

/**
 * The sentence that somebody means who says now that it sounded wrong.
 * @param {readonly Sentence[]} sentences
 * @param {number} at_ms
 */
export const meant = (sentences, at_ms) => Math.max(0, sentences.findLastIndex(({start_ms}) => start_ms + JUST_MS <= at_ms));

/** @param {number} ms */
const sleep = (ms) => new Promise((wake) => setTimeout(wake, ms));

/**
 * Tells the service; while the narration is still being spoken, as soon as it is whole.
 * @param {Deck} deck
 * @param {{block: number, start: number, word?: number}} place
 */
async function send({article: {service, content}, known, signal}, place) {
  while (!known().audio && !signal.aborted) await sleep(LOOK_AGAIN_MS);
  signal.throwIfAborted();
  const audio = known().audio?.url.split('/').pop();
  await service.ask('/complaints', {method: 'POST', body: JSON.stringify({fingerprint: content.fingerprint, audio, ...place})});
}

/** Puts the control into the panel, and what it asks. @param {Deck} deck @param {Element} panel @param {string} label */
export function offer(deck, panel, label) {
  // Whoever looks at their own page has other ways.
  if (document.querySelector('script[data-site][data-preview]')) return;
  const {known, state, article, words: theirs, dock} = deck;
  const words = COMPLAINT_LABELS[labelLanguage(article.language)];
  /** What was told already. */
  const told = new Set();
  let at = 0;
  const answer = make('p', {role: 'status'});
  const choices = make('div');
  const question = make('div', {class: 'complaint', role: 'group', 'aria-label': words.which, hidden: ''});
  const button = make('button', {type: 'button', 'aria-expanded': 'false'}, icon(WRONG), label);

  /** @param {boolean} open */
  const open = (open) => {
    question.hidden = !open;
    put(button, 'aria-expanded', `${open}`);
  };

  /** @param {Sentence} sentence @param {number} [word] */
  const tell = async ({block, start}, word) => {
    const place = {block, start, word};
    const key = JSON.stringify(place);
    question.replaceChildren(answer);
    put(answer, 'text', theirs.waiting);
    button.focus();
    try {
      if (!told.has(key)) await send(deck, place);
      told.add(key);
      put(answer, 'text', words.thanks);
    } catch (/** @type {any} */ error) {
      // What is spoken otherwise by now may be mended already.
      put(answer, 'text', error.message === 'overtaken' ? words.thanks : words.lost);
    }
  };

  /** @param {string} label @param {() => void} act */
  const key = (label, act) => {
    const made = make('button', {type: 'button'}, label);
    made.onclick = act;
    return made;
  };

  const ask = () => {
    const sentence = known().sentences[at];
    const {text} = article.content.blocks[sentence.block];
    const starts = sentence.words.filter((_, index) => index % 3 === 0);
    const ends = sentence.words.filter((_, index) => index % 3 === 1);
    choices.replaceChildren(...starts.map((start, index) => key(text.slice(start, ends[index]), () => tell(sentence, start))));
    put(choices, 'lang', article.content.language);
    const last = known().sentences.length - 1;
    question.replaceChildren(
      make('p', {}, words.which), choices,
      make('div', {class: 'choose'},
        key(words.whole, () => tell(sentence)),
        ...(at > 0 ? [key(theirs.previous, () => turn(-1))] : []),
        ...(at < last ? [key(theirs.next, () => turn(1))] : [])),
    );
  };

  /** @param {number} step */
  const turn = (step) => {
    at += step;
    ask();
    question.querySelector('button')?.focus();
  };

  button.onclick = () => {
    if (!question.hidden && !answer.isConnected) return open(false);
    deck.audio.pause();
    at = meant(known().sentences, state().at_ms);
    open(true);
    ask();
    question.querySelector('button')?.focus();
    question.scrollIntoView({block: 'nearest'});
  };
  dock.host.shadowRoot?.adoptedStyleSheets.push(sheet(COMPLAINT_CSS));
  const tiles = panel.querySelector('.tiles');
  tiles?.append(button);
  tiles?.after(question);
}
