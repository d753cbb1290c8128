// @ts-check
/**
 * Says what a bar or a sentence stands for while it is pointed at, or reached with the arrow keys. The element says in data-readout
 * where, and each of its parts in data-says what. Without this script the tables say the same.
 */

const BACK = ['ArrowLeft', 'ArrowUp'];
const ON = ['ArrowRight', 'ArrowDown'];

for (const element of document.querySelectorAll('[data-readout]')) {
  const said = document.getElementById(element.getAttribute('data-readout') ?? '');
  if (said && element instanceof HTMLElement) prepare(element, said);
}

/**
 * @param {HTMLElement} element
 * @param {HTMLElement} said
 */
function prepare(element, said) {
  const parts = [...element.querySelectorAll('[data-says]')];
  let current = -1;

  /** @param {number} next */
  const show = (next) => {
    parts[current]?.classList.remove('current');
    current = next;
    parts[current]?.classList.add('current');
    said.textContent = parts[current]?.getAttribute('data-says') ?? '';
  };

  element.tabIndex = 0;
  element.addEventListener('pointerover', ({ target }) => {
    const part = target instanceof Element ? target.closest('[data-says]') : null;
    if (part) show(parts.indexOf(part));
  });
  element.addEventListener('pointerleave', () => show(-1));
  element.addEventListener('blur', () => show(-1));
  element.addEventListener('keydown', (event) => {
    const step = ON.includes(event.key) ? 1 : BACK.includes(event.key) ? -1 : 0;
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show(Math.min(Math.max(current + step, 0), parts.length - 1));
    if (parts[current] instanceof HTMLElement) parts[current].scrollIntoView({ block: 'nearest' });
  });
}
