// @ts-check
/**
 * How a site has its launcher and player: colours, type, corners, shape, size, place. Fetched by sites that have chosen any of it, and by
 * pages with a place for the launcher, before that is made. Values go into a style sheet one by one, as values: one that is none is dropped by the browser.
 * @import {Content, Layout, LauncherWords, Looks, Site} from './types.js'
 */
import {WORN, make, sheet} from './elements.js';
import {BAR_CSS, FLOATING_CSS, LARGE_CSS, SMALL_CSS} from './looks_style.js';

/** The style sheets of shapes and sizes that are not our own. @type {Record<string, string>} */
const STYLES = {bar: BAR_CSS, floating: FLOATING_CSS, small: SMALL_CSS, large: LARGE_CSS};

/** Our own properties and the publisher's, which go before the theme's, by key of the theme. @type {Record<string, [string, string]>} */
const PROPERTIES = {
  accent: ['--accent', '--readalong-accent'],
  on_accent: ['--on-accent', '--readalong-accent-text'],
  surface: ['--ground', '--readalong-background'],
  text: ['--text', '--readalong-text'],
  font: ['font-family', '--readalong-font'],
  radius: ['--radius', '--readalong-radius'],
};

/** @param {Record<string, string>} theme */
function themed(theme) {
  const made = sheet(':host {}');
  const {style} = /** @type {CSSStyleRule} */ (made.cssRules[0]);
  for (const [key, [name, publishers]] of Object.entries(PROPERTIES)) {
    if (theme[key]) style.setProperty(name, `var(${publishers}, ${theme[key]})`);
  }
  return made;
}

/** A host that the publisher has put into the page, and that has no launcher yet. */
function freeHost() {
  return [...document.querySelectorAll('readalong-launcher,readalong-player')].find(({shadowRoot}) => !shadowRoot?.firstChild);
}

/** An element that is told to have a launcher and has none yet. @param {string} selector @returns {Element | undefined} */
function freePlace(selector) {
  const places = document.querySelectorAll(`[data-readalong-launcher]${selector && `,${selector}`}`);
  return [...places].find((each) => ![each.nextElementSibling, each.firstElementChild].some((it) => it?.localName === 'readalong-launcher'));
}

/** What a bar says of the article: its language, and its level where the page tells. @param {Content} content @param {Layout} layout @param {LauncherWords} words */
async function factsOf({language}, layout, {level: label = 'Level'}) {
  const {level} = (await import('./facts.js')).factsOf(layout);
  const name = new Intl.DisplayNames(language, {type: 'language'}).of(language);
  return [name, /^\d+$/.test(level) ? `${label} ${level}` : level].filter(Boolean).join(' · ');
}

/**
 * @param {Site} config
 * @returns {Looks}
 */
export function looksOf({theme = {}, launcher = ''}) {
  const {shape = '', size = ''} = theme;
  WORN.splice(0, WORN.length, themed(theme));
  /** @type {WeakSet<Element>} */
  const publishers = new WeakSet();
  return {
    place() {
      const free = freeHost();
      if (free) publishers.add(free);
      const found = shape === 'floating' ? document.body : freePlace(launcher);
      if (free || !found) return free;
      const host = document.createElement('readalong-launcher');
      // An empty element is a place to fill; the text of any other one is the page's.
      if (shape === 'floating' || (!found.firstElementChild && !found.textContent?.trim())) found.append(host);
      else found.after(host);
      return host;
    },
    isOurs: (host) => !publishers.has(host),
    async dress(host, {content, layout, words}) {
      host.shadowRoot?.adoptedStyleSheets.push(sheet(`${STYLES[shape] ?? ''}${STYLES[size] ?? ''}`));
      if (shape !== 'bar') return;
      const facts = make('span', {class: 'facts'}, await factsOf(content, layout, words));
      host.shadowRoot?.querySelector('button')?.append(facts);
    },
  };
}
