// @ts-check
/**
 * What launcher and dock have in common: type, colours, buttons. Every length is in em, from the size of text that the reader has set
 * in the browser, whatever the page makes of it. The build leaves the spaces in values with `var()` as they are.
 */
export const BASE_CSS = `
:host {
  all: initial;
  display: block;
  font: 700 medium/1.3 var(--readalong-font,ui-rounded,system-ui,sans-serif);
  color-scheme: light dark;
  --accent: var(--readalong-accent,light-dark(#c2410c,#ff9d5c));
  --on-accent: var(--readalong-accent-text,light-dark(#fff,#2b1405));
  --radius: var(--readalong-radius);
}
* { box-sizing: border-box; }
button {
  display: inline-flex; align-items: center; justify-content: center; min-width: 3em; min-height: 3em;
  border: 1px solid #0000; padding: 0; border-radius: var(--radius,9em); background: none; color: inherit; font: inherit; cursor: pointer;
}
button:hover { box-shadow: inset 0 0 0 99px #8883; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
svg { flex: none; fill: currentColor; stroke: currentColor; stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }
[aria-busy=true] svg { animation: wait .7s infinite alternate; }
@keyframes wait { to { opacity: .4; } }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; } .space { margin: 0 !important; clip-path: none !important; } }
@media print { :host { display: none !important; } }
`;
