// @ts-check
/** What launcher and dock have in common: type, colours, buttons. */
export const BASE_CSS = `
:host {
  all: initial;
  display: block !important;
  font: 600 15px/1.3 var(--readalong-font, ui-rounded, Nunito, "Segoe UI", system-ui, sans-serif);
  --accent: var(--readalong-accent, #c2410c);
  --accent-text: var(--readalong-accent-text, #fff);
}
@media (prefers-color-scheme: dark) {
  :host {
    --accent: var(--readalong-accent, #ff9d5c);
    --accent-text: var(--readalong-accent-text, #2b1405);
  }
}
* { box-sizing: border-box; }
button, select {
  appearance: none; display: inline-flex; align-items: center; justify-content: center; min-width: 48px; min-height: 48px;
  margin: 0; border: 0; padding: 0; border-radius: 99px; background: none; color: inherit; font: inherit; font-weight: 700; cursor: pointer;
}
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
svg { width: 26px; height: 26px; fill: currentColor; }
[aria-busy=true] svg { animation: wait .7s infinite alternate; }
@keyframes wait { to { opacity: .4; } }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; } }
@media (forced-colors: active) { button, select { border: 1px solid; } }
@media print { :host { display: none !important; } }
`;
