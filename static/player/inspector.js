// @ts-check
/**
 * The inspector: staff see on the live page what is read, what is not and why, and change the layout there. Fetched only where the
 * page's address carries a ticket from the admin. What it may do is kept in memory, and is gone with the page.
 * @import {Block, Layout, Selection} from './types.js'
 */
import {collect, languageAround, select} from './collect.js';
import {concerns, wordsOf} from './concerns.js';
import {unread} from './explain.js';
import {createFrames} from './inspector_frames.js';
import {createPanel} from './inspector_panel.js';
import {pickLayout} from './layouts.js';
import {proposals} from './proposals.js';
import {connect} from './service.js';

const READ_AGAIN_MS = 600;

/** A layout with its name, as the inspector's door gives it. @typedef {Layout & {name: string}} Edited */
/** @typedef {Selection & {reasons?: Map<Element, string>}} Found */
/** What was read, and what was not. @typedef {{selection: Found, blocks: Block[], left: {element: Element, text: string, rule: string}[], concerns: string[], facts: [name: string, value: string, rule: string][], words: number}} Report */
/** What of a layout is changed here. @typedef {'allow' | 'deny' | 'title'} Purpose */

/** @param {Edited} layout */
const textsOf = ({allow, deny, title}) => ({allow, deny, title});

/** Whether two layouts read the same. @param {Edited} one @param {Edited} other */
const isAlike = (one, other) => JSON.stringify(textsOf(one)) === JSON.stringify(textsOf(other));

/** A pattern for pages like this one: those beside it. */
const patternHere = () => location.pathname.replace(/[^/]*\/?$/, '*');

/**
 * What is read of a page that no layout has: what is found by itself.
 * @returns {Promise<Found>}
 */
async function findUnconfigured() {
  const {choose} = await import('./unconfigured.js');
  try {
    return choose();
  } catch (failure) {
    const why = /** @type {any} */ (failure).facts?.why;
    if (!why) throw failure;
    return {roots: [], skipped: new Set([document.body]), reasons: new Map([[document.body, `no article: ${why}`]])};
  }
}

/**
 * @param {Selection} selection
 * @param {Block[]} blocks
 * @param {Edited} [layout]
 */
async function factsOf({title}, blocks, layout) {
  const {factsOf: stated, languageOf} = await import('./facts.js');
  const marked = blocks[0] ? languageAround(blocks[0].element) : '';
  const ruled = layout ? layout.language || languageOf(layout) : '';
  const {level, story, canonical, url} = stated(layout ?? /** @type {any} */ ({}));
  /** @type {Report['facts']} */
  const facts = [
    ['Title', title ? (blocks[0]?.text ?? '') : document.title, title ? layout?.title || 'found by itself' : 'the page’s <title>'],
    ['Language', ruled || marked, ruled ? 'a rule of the layout' : 'the page’s mark-up'],
    ['Reading level', level, 'the page or a rule'],
    ['Story', story, 'the page or a rule'],
    ['Address', canonical || url, canonical ? 'link rel=canonical' : 'where it was opened'],
  ];
  return facts;
}

/**
 * Reads the page by a layout, or by none.
 * @param {Edited} [layout]
 * @returns {Promise<Report>}
 */
async function reportOn(layout) {
  const selection = layout ? select(layout, () => {}) : await findUnconfigured();
  const blocks = selection.roots[0] ? await collect(selection) : [];
  const left = unread(selection, blocks, layout);
  const facts = await factsOf(selection, blocks, layout);
  return {selection, blocks, left, facts, words: wordsOf(blocks), concerns: concerns(selection, blocks, left, facts[1][1], layout)};
}

/**
 * Selectors of what is left out of an article that was found by itself, so that a layout made of it leaves it out too: those alone that
 * match nothing of what is read. @param {Set<Element>} skipped @param {Element | undefined} root
 */
function leftOut(skipped, root) {
  const within = [...skipped].filter((element) => root?.contains(element) && element.textContent?.trim());
  const isFit = (/** @type {string} */ selector) => [...(root?.querySelectorAll(selector) ?? [])].every((each) => skipped.has(each));
  return [...new Set(within.map((element) => proposals(element).find(({selector}) => isFit(selector))?.selector ?? ''))].filter(Boolean);
}

/**
 * @param {HTMLScriptElement} tag our script element
 * @param {string} ticket
 */
export async function inspect(tag, ticket) {
  const lifetime = new AbortController();
  const {signal} = lifetime;
  const service = connect(new URL('..', tag.src), tag.dataset, signal);
  /** @param {string} path @param {object} body */
  const tell = (path, body) => (
    service.ask(path, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)}));
  // The ticket leaves the address before anything else: it is neither copied nor kept in the history.
  history.replaceState(history.state, '', location.pathname + location.search);

  /** @type {{capability: string, may_change: boolean, may_add: boolean}} */
  let admission;
  /** @type {Edited | undefined} */
  let layout;
  /** As the service has it. @type {Edited | undefined} */
  let saved;
  /** What was there before it was saved, the latest last. @type {Edited[]} */
  const undone = [];
  /** @type {Report | undefined} */
  let report;
  /** How many words were read when the page was opened. @type {number | undefined} */
  let words;
  /** @type {Element | undefined} */
  let chosen;

  const panel = createPanel({
    change: (...change) => change_(...change),
    choose: (element) => choose(element),
    save: () => save(),
    undo: () => undo(),
    reset: () => edit(saved),
    close: () => lifetime.abort(),
  }, signal);
  const frames = createFrames(panel.root, signal);

  /** @param {Element | undefined} [element] */
  const stateOf = (element) => {
    if (!element || !report) return undefined;
    const left = report.left.find((each) => each.element.contains(element));
    if (left) return left.rule;
    return report.blocks.some((block) => element.contains(block.runs[0].node.parentElement) || block.element.contains(element)) ? '' : 'no text';
  };

  const show = () => {
    if (!report || signal.aborted) return;
    const is_dirty = layout ? !saved || !isAlike(layout, saved) : false;
    const may_save = layout?.id ? admission.may_change : admission.may_add;
    panel.show({report, layout, is_dirty, may_save, can_undo: Boolean(undone[0]), words_before: words ?? report.words});
    panel.showChosen(chosen, stateOf(chosen), chosen ? proposals(chosen) : []);
    frames.show(report, chosen);
  };

  const readAgain = async () => {
    report = await reportOn(layout);
    words ??= report.words;
    show();
  };

  /** @param {Edited | undefined} next */
  const edit = (next) => {
    layout = next && {...next};
    return readAgain();
  };

  /** What the page has no layout for gets one, which reads what is found by itself. @returns {Edited} */
  const fresh = () => {
    const {roots, title, skipped} = report?.selection ?? {roots: [], skipped: new Set()};
    const first = (/** @type {Element | undefined} */ element) => (element ? proposals(element)[0].selector : '');
    const name = location.pathname.split('/')[1] || 'Articles';
    const around = (roots[1] && roots[0].parentElement) ?? roots[0]; // See stray.js.
    const made = {id: 0, name, url_pattern: patternHere(), allow: [first(around)].filter(Boolean), title: first(title)};
    return {...made, deny: leftOut(skipped, around), language: '', default_rate: 0};
  };

  /** @param {Purpose} purpose @param {string} selector @param {boolean} [isTaken] whether it is taken away @param {Partial<Edited>} [others] */
  const change_ = (purpose, selector, isTaken, others = {}) => {
    const next = {...(layout ?? fresh()), ...others};
    if (!selector) return edit(next);
    if (purpose === 'title') next.title = isTaken ? '' : selector;
    else {
      const both = {allow: next.allow.filter((each) => each !== selector), deny: next.deny.filter((each) => each !== selector)};
      Object.assign(next, both, isTaken ? {} : {[purpose]: [...both[purpose], selector]});
    }
    return edit(next);
  };

  /** @param {Element | undefined} element */
  const choose = (element) => {
    chosen = element;
    show();
  };

  /** @param {Edited} next @param {Edited} [before] */
  const store = async (next, before) => {
    const {id, name, url_pattern} = next;
    const asked = {capability: admission.capability, id: id || null, layout: textsOf(next), ...(before ? {before: textsOf(before)} : {})};
    const answer = await tell('/layouts', id ? asked : {...asked, name, url_pattern});
    saved = layout = answer.layout;
    await readAgain();
  };

  /** @param {() => Promise<void>} act @param {string} done */
  const attempt = async (act, done) => {
    panel.say('Saving …');
    await act().then(() => panel.say(done), (failure) => panel.say(failure.facts?.detail ?? `That did not work: ${failure.message}`, true));
  };

  const save = () => attempt(async () => {
    const before = saved;
    await store(/** @type {Edited} */ (layout), before);
    if (before) undone.push(before);
    show();
  }, 'Saved. Readers’ pages have it within a minute.');

  const undo = () => attempt(async () => {
    await store(undone[undone.length - 1], saved);
    undone.pop();
    show();
  }, 'Taken back. Readers’ pages have it within a minute.');

  try {
    const admitted = await tell('/inspections', {ticket});
    admission = admitted;
    saved = layout = /** @type {Edited | undefined} */ (pickLayout(admitted.layouts, location));
    await readAgain();
  } catch (failure) {
    const {facts, message} = /** @type {any} */ (failure);
    return panel.refuse(facts?.detail ?? `The inspector could not be opened: ${message}`);
  }
  frames.pick(choose, panel.isPicking);
  // The page may still be put together, or change while it is looked at.
  let timer = 0;
  const observer = new MutationObserver(() => {
    clearTimeout(timer);
    timer = Number(setTimeout(() => readAgain().catch(() => {}), READ_AGAIN_MS));
  });
  observer.observe(document.body, {subtree: true, childList: true, characterData: true});
  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(timer);
  });
}
