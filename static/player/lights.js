// @ts-check
/** The style sheet of the light, with the colours of one kind of page. */

/** @param {string} sentence @param {string} sentenceText @param {string} word @param {string} wordText */
export const lights = (sentence, sentenceText, word, wordText) => `
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
