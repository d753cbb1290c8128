// @ts-check
/** Buttons that copy the text of the element they name. They show where the browser lets a page copy. */

const SAID_FOR_MS = 2000;

for (const button of document.querySelectorAll('button[data-copy]')) {
  if (button instanceof HTMLButtonElement && navigator.clipboard) prepare(button);
}

/** @param {HTMLButtonElement} button */
function prepare(button) {
  const label = button.textContent;
  button.hidden = false;
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', async () => {
    const source = document.getElementById(button.dataset.copy ?? '');
    button.textContent = (await copied(source?.textContent ?? '')) ? 'Copied' : 'Select and copy it by hand';
    setTimeout(() => { button.textContent = label; }, SAID_FOR_MS);
  });
}

/**
 * @param {string} text
 * @returns {Promise<boolean>} Whether the browser took it.
 */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
