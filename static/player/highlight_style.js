// @ts-check
/** The light's style sheets: for dark text on a light page, for the reverse, and for pages of nearly these colours themselves. */

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
export const LIGHT_TINTED_PAGE_CSS = css('#b9d6ff', '#10233d', '#1f5fbf', '#ffffff');
export const DARK_TINTED_PAGE_CSS = css('#1d4f8c', '#eaf3ff', '#9cc8ff', '#08203f');
