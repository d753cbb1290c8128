// @ts-check
/**
 * The launcher: the button under the title. Our element in the page; the page's own elements stay as they are.
 * @import {Article, Block, Launcher, Looks} from './types.js'
 */
import {BASE_CSS} from './base_style.js';
import {icon, make, shadow} from './elements.js';
import {PLAY} from './icons.js';
import {LAUNCHER_CSS} from './launcher_style.js';
import {clockTime} from './times.js';

/**
 * Puts a host under the title or, where the first block is none, above it and the list or table that it is a part of.
 * @param {Element} host
 * @param {Block} first
 */
function place(host, {kind, element}) {
  if (kind === 'title') element.after(host);
  else ((element.matches('li,dt,dd,td,th,caption') && element.closest('ul,ol,dl,table')) || element).before(host);
}

/**
 * @param {Article} article
 * @param {Looks} [looks] where site or page have their own
 * @returns {Launcher}
 */
export function createLauncher(article, looks) {
  const host = looks?.place() ?? document.createElement('readalong-launcher');
  const picture = icon(PLAY);
  const label = make('span');
  const time = make('span');
  const button = make('button', {type: 'button'}, picture, label, time);
  const space = make('div', {class: 'space', lang: article.language, dir: 'auto'}, button);
  shadow(host, BASE_CSS, LAUNCHER_CSS).append(space);
  if (!host.isConnected) place(host, article.content.blocks[0]);
  /** @type {Launcher} */
  const launcher = {
    host,
    pressed() {},
    show(text, shape = '', busy = false, length_ms = 0) {
      label.textContent = text;
      time.textContent = length_ms ? clockTime(length_ms) : '';
      picture.firstElementChild?.setAttribute('d', shape);
      button.ariaBusy = `${busy}`;
      button.disabled = !shape;
    },
    remove: () => (looks?.isOurs(host) === false ? space : host).remove(),
  };
  button.onclick = ({detail}) => launcher.pressed(!detail);
  looks?.dress(host, article);
  return launcher;
}
