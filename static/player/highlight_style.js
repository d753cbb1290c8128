// @ts-check
/** The light's style sheets: one for dark text on a light page, one for the reverse. */

/** @param {string} sentence @param {string} sentenceText @param {string} word @param {string} wordText */
const css = (sentence, sentenceText, word, wordText) => `
::highlight(readalong-sentence) {
  background-color: var(--readalong-sentence, ${sentence});
  color: var(--readalong-sentence-text, ${sentenceText});
}
::highlight(readalong-word) {
  background-color: var(--readalong-word, ${word});
  color: var(--readalong-word-text, ${wordText});
}
@media (forced-colors: active) { ::highlight(readalong-word) { text-decoration-line: underline; } }
`;

export const LIGHT_PAGE_CSS = css('#fff0c2', '#2b2118', '#ffb454', '#221305');
export const DARK_PAGE_CSS = css('#4a3a1a', '#fff3d6', '#ffb454', '#221305');
