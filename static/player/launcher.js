// @ts-check
/**
 * The launcher: the button under the title. Our element in the page; the page's own elements stay as they are.
 * @import {Block, Launcher, Looks} from './types.js'
 */
import {BASE_CSS} from './base_style.js';
import {icon, make, put, shadow} from './elements.js';
import {PLAY} from './icons.js';
import {LAUNCHER_CSS} from './launcher_style.js';
import {clockTime} from './times.js';

const NAME = 'readalong-launcher';
const PLACES = `${NAME},readalong-player`;
const HOLDS_ONLY_ITS_OWN = /^(ul|ol|dl|table|tbody|tr)$/;

/**
 * Puts a host under the title or, where the first block is none, above it.
 * @param {Element} host
 * @param {Block} first
 */
function place(host, {kind, element}) {
  while (HOLDS_ONLY_ITS_OWN.test(element.parentElement?.localName ?? '')) element = /** @type {Element} */ (element.parentElement);
  if (kind === 'title') element.after(host);
  else element.before(host);
}

/**
 * @param {Block} first
 * @param {string} language of the labels
 * @param {Looks} [looks] where the site has its own
 * @returns {Launcher}
 */
export function createLauncher(first, language, looks) {
  const free = [...document.querySelectorAll(PLACES)].find(({shadowRoot}) => !shadowRoot?.firstChild);
  const host = free ?? document.createElement(NAME);
  const picture = icon(PLAY);
  const label = make('span');
  const time = make('span', {class: 'length'});
  const button = make('button', {type: 'button'}, picture, label, time);
  const space = make('div', {class: 'space', lang: language, dir: 'auto'}, button);
  shadow(host, BASE_CSS, LAUNCHER_CSS).append(space);
  if (!free && !looks?.place(host)) place(host, first);
  /** @type {Launcher} */
  const launcher = {
    host,
    pressed() {},
    show(text, shape, busy, length_ms) {
      put(label, 'text', text);
      put(time, 'text', length_ms ? clockTime(length_ms) : '');
      put(picture.firstElementChild, 'd', shape ?? '');
      put(button, 'aria-busy', `${busy}`);
      button.disabled = !shape;
    },
    remove: () => (free ? space : host).remove(),
  };
  button.onclick = ({detail}) => launcher.pressed(!detail);
  return launcher;
}
