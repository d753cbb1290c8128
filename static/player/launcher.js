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
 * Takes the room for what is in `space` little by little: the page below moves by less than 3 px each time it is drawn, which no browser
 * counts as a layout shift, however many frames it drops.
 * @param {HTMLElement} space
 * @param {number} lacking how far the page below would jump; px
 */
function open(space, lacking) {
  space.style = lacking > 0 ? `margin-bottom:${-lacking}px;clip-path:inset(0 -9px ${lacking}px)` : '';
  if (lacking > 0) requestAnimationFrame(() => open(space, lacking - 2.9));
}

/**
 * @param {Article} article
 * @param {Looks} [looks] where site or page have their own
 * @returns {Launcher}
 */
export function createLauncher(article, looks) {
  const {blocks} = article.content;
  // Measured, since nobody can tell how margins collapse, or whether the page has reserved the room.
  const top = () => blocks.at(-1)?.element.getBoundingClientRect().top ?? 0;
  const before = top();
  const host = looks?.place() ?? document.createElement('readalong-launcher');
  const picture = icon(PLAY);
  const label = make('span');
  const time = make('span');
  const button = make('button', {}, picture, label, time);
  const space = make('div', {class: 'space', lang: article.language, dir: 'auto'}, button);
  if (!host.isConnected) place(host, blocks[0]);
  shadow(host, BASE_CSS, LAUNCHER_CSS).append(space);
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
  open(space, top() - before);
  return launcher;
}
