// @ts-check
/**
 * The inspector's panel: what is read in figures, what the page says of itself, the part that was chosen, and the layout.
 * @import {Edited, Purpose, Report} from './inspector.js'
 */
import {wordsOf} from './concerns.js';
import {make, shadow} from './elements.js';
import {pathOf} from './explain.js';
import {INSPECTOR_CSS} from './inspector_style.js';
import {countOf} from './proposals.js';

/** What the panel asks for. @typedef {{change: (purpose: Purpose, selector: string, isTaken?: boolean, others?: Partial<Edited>) => void, choose: (element: Element | undefined) => void, save: () => void, undo: () => void, reset: () => void, close: () => void}} Wishes */
/** @typedef {{report: Report, layout?: Edited, is_dirty: boolean, may_save: boolean, can_undo: boolean, words_before: number}} Shown */

const PURPOSES = /** @type {const} */ ([['allow', 'Read'], ['deny', 'Leave out'], ['title', 'Title']]);

/** @param {string} text @param {() => void} press @param {Record<string, string>} [attributes] */
function button(text, press, attributes = {}) {
  const made = make('button', {type: 'button', ...attributes}, text);
  made.onclick = press;
  return made;
}

/** @param {number} count */
const elements = (count) => (count < 0 ? 'not valid' : `${count} element${count === 1 ? '' : 's'}`);

/** @param {number} count */
const inWords = (count) => count.toLocaleString('en');

/** Why something is not read, for people. @param {string} rule */
function why(rule) {
  if (rule === 'not selected') return 'Left out: nothing selects it.';
  if (rule === 'no text') return 'Holds no text of its own.';
  return `Left out: ${rule}.`;
}

/**
 * @param {Wishes} wishes
 * @param {AbortSignal} signal
 */
export function createPanel(wishes, signal) {
  const host = document.createElement('readalong-inspector');
  // So that no layout reads it.
  host.dataset.readalong = 'skip';
  const root = shadow(host, INSPECTOR_CSS);
  const body = make('div', {class: 'body'});
  const chosenPart = make('section', {class: 'chosen-part', 'aria-live': 'polite'});
  const status = make('p', {class: 'status', role: 'status'});
  const foot = make('div', {class: 'foot'});
  const picking = make('input', {type: 'checkbox', role: 'switch'});
  picking.checked = true;
  const folding = button('–', () => panel.toggleAttribute('data-folded'), {'aria-label': 'Fold or unfold', class: 'icon fold'});
  const closing = button('×', wishes.close, {'aria-label': 'Close the inspector', class: 'icon'});
  const heading = make('strong', {}, 'Read', make('em', {}, 'along'), ' inspector');
  const panel = make('aside', {class: 'panel', 'aria-label': 'Readalong inspector', lang: 'en'},
    make('header', {}, heading, make('label', {class: 'switch'}, picking, 'Choose'), folding, closing), chosenPart, body, status, foot);
  root.append(panel);
  document.documentElement.append(host);
  signal.addEventListener('abort', () => host.remove());

  /** @param {Shown} shown */
  const figures = ({report, words_before}) => {
    const change = report.words - words_before;
    return make('p', {class: 'figures'}, make('b', {}, inWords(report.words)), ` word${report.words === 1 ? '' : 's'} read`,
      ...(change ? [make('span', {class: 'change'}, `${change > 0 ? '+' : '−'}${inWords(Math.abs(change))}`)] : []),
      make('span', {class: 'soft'}, `${inWords(wordsOf(report.left))} left out`));
  };

  /** @param {Purpose} purpose @param {string} name @param {Edited} layout */
  const list = (purpose, name, layout) => {
    const selectors = [layout[purpose]].flat().filter(Boolean);
    const rows = selectors.map((selector) => {
      const count = countOf(selector);
      const take = button('×', () => wishes.change(purpose, selector, true), {class: 'icon', 'aria-label': `Take ${selector} away`});
      return make('li', count > 0 || purpose === 'deny' ? {} : {class: 'none'}, make('code', {}, selector), make('span', {class: 'soft'}, elements(count)), take);
    });
    return make('div', {class: `list ${purpose}`}, make('h3', {}, name), rows[0] ? make('ul', {}, ...rows) : make('p', {class: 'soft'}, 'Nothing'));
  };

  /** @param {Edited} layout */
  const naming = (layout) => {
    const fields = /** @type {const} */ ([['name', 'Name'], ['url_pattern', 'For pages']]).map(([field, label]) => {
      const input = make('input', {value: layout[field], maxlength: '100', spellcheck: 'false'});
      input.onchange = () => wishes.change('allow', '', false, {[field]: input.value});
      return make('label', {}, label, input);
    });
    return make('div', {class: 'naming'}, ...fields);
  };

  /** @param {Edited} [layout] */
  const aboutLayout = (layout) => {
    if (!layout) return [make('p', {class: 'soft'}, 'No layout: the article is found by itself. Choose a part of the page to make a layout.')];
    const title = layout.id ? `Layout “${layout.name}”` : 'A new layout';
    const pages = layout.id ? [make('p', {class: 'soft'}, 'for ', make('code', {}, layout.url_pattern))] : [naming(layout)];
    return [make('h2', {}, title), ...pages, ...PURPOSES.map(([purpose, name]) => list(purpose, name, layout))];
  };

  return {
    root,
    isPicking: () => picking.checked,
    /** @param {Shown} shown */
    show(shown) {
      const {report, layout, is_dirty, may_save, can_undo} = shown;
      const facts = report.facts.filter(([, value]) => value).map(([name, value, rule]) => (
        make('div', {}, make('dt', {}, name), make('dd', {}, value, ' ', make('code', {}, rule)))));
      body.replaceChildren(
        figures(shown),
        make('p', {class: 'legend'}, make('i', {class: 'key-read'}, 'read'), make('i', {class: 'key-denied'}, 'denied'), make('i', {class: 'key-left'}, 'left out')),
        make('ul', {class: 'concerns'}, ...report.concerns.map((says) => make('li', {}, says))),
        ...aboutLayout(layout),
        make('details', {}, make('summary', {}, 'What the page says of itself'), make('dl', {}, ...facts)),
      );
      const saving = button('Save', wishes.save, {class: 'main'});
      saving.disabled = !is_dirty || !may_save;
      const resetting = button('Discard', wishes.reset);
      resetting.disabled = !is_dirty;
      const undoing = button('Undo the last save', wishes.undo);
      foot.replaceChildren(...(may_save || !layout ? [] : [make('p', {class: 'soft'}, 'You may look, but not save.')]), saving, resetting,
        ...(can_undo && !is_dirty ? [undoing] : []));
    },
    /** @param {Element | undefined} element @param {string | undefined} rule @param {{selector: string, count: number}[]} proposed */
    showChosen(element, rule, proposed) {
      if (!element) return chosenPart.replaceChildren(make('p', {class: 'soft'}, 'Choose a part of the page to read it or leave it out.'));
      const field = make('input', {value: proposed[0]?.selector ?? '', 'aria-label': 'Selector', spellcheck: 'false', maxlength: '200'});
      const count = make('span', {class: 'soft', role: 'status'});
      const tell = () => {
        count.textContent = `matches ${elements(countOf(field.value))}`;
      };
      field.oninput = tell;
      tell();
      const chips = proposed.map(({selector, count: matched}) => button(selector, () => {
        field.value = selector;
        tell();
      }, {class: 'chip', title: elements(matched)}));
      const wider = button('Wider', () => wishes.choose(element.parentElement ?? element));
      wider.disabled = element.parentElement === document.body || !element.parentElement;
      const narrower = button('Narrower', () => wishes.choose(element.firstElementChild ?? element));
      narrower.disabled = !element.firstElementChild;
      const acts = PURPOSES.map(([purpose, name]) => button(name, () => countOf(field.value) > 0 && wishes.change(purpose, field.value), {class: `act ${purpose}`}));
      return chosenPart.replaceChildren(
        make('p', {class: 'where'}, make('code', {}, pathOf(element))),
        make('p', {class: rule ? 'left-why' : 'read-why'}, rule ? why(rule) : 'Read.'),
        make('div', {class: 'row'}, wider, narrower), make('div', {class: 'chips'}, ...chips), field, count, make('div', {class: 'row'}, ...acts),
      );
    },
    /** @param {string} text @param {boolean} [isWrong] */
    say(text, isWrong = false) {
      status.textContent = text;
      status.classList.toggle('wrong', isWrong);
    },
    /** Says why nothing can be inspected. @param {string} text */
    refuse(text) {
      chosenPart.replaceChildren(make('p', {class: 'refused', role: 'alert'}, text));
      foot.replaceChildren();
    },
  };
}
