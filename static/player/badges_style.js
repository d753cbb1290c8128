// @ts-check
/** The style sheet of badges. Small, on the line of what they belong to. */
export const BADGE_CSS = `
:host {
  all: initial; display: inline-block; position: relative; margin: 0 .4em; vertical-align: middle; color-scheme: light dark;
  font: 600 max(.65em, 12px)/1.3 var(--readalong-font, ui-rounded, system-ui, sans-serif);
}
.badge {
  display: inline-flex; align-items: center; gap: .3em; text-decoration: none;
  min-height: 24px; padding-inline: .4em .7em; border: 1px solid #0000; border-radius: 9em;
  background: var(--readalong-accent, light-dark(#c2410c, #ff9d5c)); color: var(--readalong-accent-text, light-dark(#fff, #2b1405));
}
/* For those who hear what a badge says. */
.listen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
a:hover { text-decoration: underline; }
a:focus-visible { outline: 3px solid var(--readalong-accent, light-dark(#c2410c, #ff9d5c)); outline-offset: 2px; }
svg { width: 1.2em; height: 1.2em; fill: currentColor; stroke: currentColor; stroke-width: 3; stroke-linejoin: round; }
@media (forced-colors: active) { .badge { border-color: currentColor; } }
@media print { :host { display: none; } }
`;
