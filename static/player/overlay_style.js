// @ts-check
/** The style sheet of the light that is laid over the text: the colours of highlight_style.js, and corners that it cannot have. */
export const OVERLAY_CSS = `
:host { all: initial; position: absolute; top: 0; left: 0; z-index: 2147483000; pointer-events: none; mix-blend-mode: multiply; }
:host(:has(.dark)) { mix-blend-mode: screen; }
i { position: absolute; border-radius: 3px; }
.readalong-sentence i { background: var(--readalong-sentence, #fff0c2); }
.readalong-word i { background: var(--readalong-word, #ffb454); }
.dark.readalong-sentence i { background: var(--readalong-sentence, #4a3a1a); }
.dark.readalong-word i { background: var(--readalong-word, #7a5210); }
@media (forced-colors: active) {
  i { background: none !important; border-bottom: 2px solid Highlight; }
  .readalong-word i { border-bottom-width: 4px; }
}
@media print { :host { display: none; } }
`;
