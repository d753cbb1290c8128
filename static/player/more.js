// @ts-check
/**
 * The panel above the dock: what not every listener needs. Fetched when it is first opened.
 * @import {Deck} from './types.js'
 */
import {icon, make, sheet} from './elements.js';
import {download} from './download.js';
import {createLine} from './focus_line.js';
import {createLearner} from './learner.js';
import {HERE, PARAGRAPH_BACK, PARAGRAPH_ON, REPEAT} from './more_icons.js';
import {MORE_LABELS} from './more_labels.js';
import {MORE_CSS} from './more_style.js';
import {put} from './put.js';

const SENTENCE = 'readalong-sentence';
const WORD = 'readalong-word';

/** @type {WeakMap<Deck, HTMLElement>} */
const panels = new WeakMap();

/** @param {string} shape @param {string} label @param {() => void} act */
function tile(shape, label, act) {
  const button = make('button', {type: 'button'}, icon(shape), label);
  button.onclick = act;
  return button;
}

/** @param {string} type @param {string} label @param {boolean} on @param {(on: boolean) => void} act @param {string} [name] of its group */
function choice(type, label, on, act, name = '') {
  const input = make('input', {type, name});
  input.checked = on;
  input.onchange = () => act(input.checked);
  return make('label', {}, input, label);
}

/** Where we are set by the page's system and not by us (iOS), there is no volume of ours. @param {HTMLAudioElement} audio */
function hasVolume(audio) {
  const {volume} = audio;
  audio.volume = 0.5;
  const has = audio.volume === 0.5;
  audio.volume = volume;
  return has;
}

/** @param {HTMLAudioElement} audio @param {string} label */
function volumeOf(audio, label) {
  const range = make('input', {type: 'range', min: '0', max: '1', step: '0.05'});
  range.value = `${audio.volume}`;
  range.oninput = () => {
    audio.volume = +range.value;
  };
  return make('label', {}, label, range);
}

/** The steps that are no controls of the dock. @param {Deck} deck @param {typeof MORE_LABELS} words */
function steps(deck, words) {
  const {requests, known, state, play} = deck;
  const firsts = () => known().sentences.filter(({block}, at, all) => block !== all[at - 1]?.block);
  return [
    tile(REPEAT, words.repeat, () => {
      requests.seek(known().sentences[state().place.sentence]?.start_ms ?? 0);
      play();
    }),
    tile(PARAGRAPH_BACK, words.paragraph_back, () => requests.reach('step', -1, firsts())),
    tile(PARAGRAPH_ON, words.paragraph_on, () => requests.reach('step', 1, firsts())),
    tile(HERE, words.here, () => void import('./tap.js').then(({playFromHere}) => playFromHere(deck)).catch(deck.article.fail)),
  ];
}

/** What the reader can turn on and off. @param {Deck} deck @param {typeof MORE_LABELS} words */
function switches(deck, words) {
  const {requests: {settings, follow}} = deck;
  const learn = createLearner(deck, words.onward);
  const line = createLine(deck);
  return make('div', {},
    choice('checkbox', words.learner, false, learn),
    choice('checkbox', words.line, false, line),
    choice('checkbox', words.follow, settings.follow, (on) => {
      settings.follow = on;
      if (on) follow();
    }),
    choice('checkbox', words.taps, settings.taps, (on) => void (settings.taps = on)),
    choice('checkbox', words.keys, settings.keys, (on) => void (settings.keys = on)),
    choice('checkbox', words.small, false, (on) => {
      settings.small = on;
      deck.bring(import('./mini.js'));
    }),
  );
}

/** @param {Deck} deck @param {typeof MORE_LABELS} words */
function lights(deck, words) {
  const styles = [[words.both, `${SENTENCE} ${WORD}`], [words.sentence, SENTENCE], [words.word, WORD], [words.none, '']];
  const choices = styles.map(([label, names], at) => choice('radio', label, !at, () => deck.along?.use(names), 'light'));
  return make('fieldset', {}, make('legend', {}, words.light), ...choices);
}

/** @param {Deck} deck @param {string} label @param {string} meanwhile */
function saving(deck, label, meanwhile) {
  const button = make('button', {type: 'button'}, label);
  button.onclick = () => {
    put(button, 'text', meanwhile);
    download(deck).catch(deck.article.fail).finally(() => put(button, 'text', label));
  };
  return button;
}

/** @param {Deck} deck */
function build(deck) {
  const {dock, article: {audio, config}} = deck;
  const words = {...MORE_LABELS, ...deck.words};
  const tiles = make('div', {class: 'tiles'}, ...steps(deck, words));
  if (config.download) tiles.append(saving(deck, words.download, words.preparing));
  const lower = make('div', {}, lights(deck, words));
  if (hasVolume(audio)) lower.append(volumeOf(audio, words.volume));
  const panel = make('div', {class: 'panel', role: 'group', 'aria-label': deck.words.more, hidden: ''}, tiles, switches(deck, words), lower);
  dock.host.shadowRoot?.adoptedStyleSheets.push(sheet(MORE_CSS));
  dock.element.prepend(panel);
  dock.element.addEventListener('keydown', ({key}) => key === 'Escape' && !panel.hidden && attend(deck));
  panels.set(deck, panel);
  if (config.complaints) import('./complaint.js').then(({offer}) => offer(deck, panel, words.report)).catch(deck.article.fail);
  if (config.stories) import('./versions.js').then(({offer}) => offer(deck, panel)).catch(deck.article.fail);
  return panel;
}

/** Opens the panel, or closes it. @param {Deck} deck */
export function attend(deck) {
  const panel = panels.get(deck) ?? build(deck);
  const {more} = deck.dock;
  panel.hidden = !panel.hidden;
  put(more, 'aria-expanded', `${!panel.hidden}`);
  if (panel.hidden) more.focus();
  else panel.querySelector('button')?.focus();
}
