// @ts-check
/** The dock's own style sheet: two rows on narrow screens, one on wide ones. A panel has its row above. */
export const DOCK_CSS = `
:host {
  --ground: var(--readalong-background,light-dark(#fffdf8,#2a211a)); --text: var(--readalong-text,light-dark(#33261b,#fdf1e2));
  --line: color-mix(in srgb, var(--text) 22%, #0000); --shadow: 0 4px 32px #32190538;
}
svg { width: 1.625em; }
.dock {
  position: fixed; z-index: 2147483000; inset: auto 0 0; margin: 0 auto; padding: .5em .75em max(.25em, env(safe-area-inset-bottom));
  display: grid; grid-template-columns: 1fr auto auto; align-items: center;
  background: var(--ground); color: var(--text); border-radius: var(--radius,1.5em) var(--radius,1.5em) 0 0; outline: 1px solid var(--line);
  box-shadow: var(--shadow); animation: rise .28s ease-out;
}
.buttons { grid-column: 1 / -1; display: flex; align-items: center; justify-content: center; gap: clamp(0px, 2vw, .75em); direction: ltr; }
.seek { margin-inline: .25em .5em; display: flex; align-items: center; gap: .5em; direction: ltr; font-size: .8125em; line-height: 1.2; font-variant-numeric: tabular-nums; }
.seek :is(span, output) { display: block; min-width: 2.7em; }
.seek > span { text-align: right; }
.main { width: 4em; height: 4em; background: var(--accent); color: var(--on-accent); }
.main svg { width: 2.5em; }
.pace svg { width: 2.25em; stroke-width: 1.5; }
[aria-disabled=true] { opacity: .4; cursor: default; }
[aria-expanded=true] { background: var(--line); }
.track { position: relative; flex: 1; min-width: 0; }
.track input { appearance: none; display: block; width: 100%; height: 3.5em; margin: 0; background: none; cursor: pointer; }
.track ::-webkit-slider-runnable-track { height: .5em; border-radius: 9em; background: linear-gradient(90deg, var(--accent) var(--done), var(--line) 0); }
.track ::-webkit-slider-thumb {
  appearance: none; width: 1.875em; height: 1.875em; margin-top: -.6875em; border-radius: 50%; background: var(--accent); border: 4px solid var(--ground);
}
.track ::-moz-range-track { height: .5em; border-radius: 9em; background: linear-gradient(90deg, var(--accent) var(--done), var(--line) 0); }
.track ::-moz-range-thumb { width: 1.375em; height: 1.375em; background: var(--accent); border: 4px solid var(--ground); }
.status {
  position: absolute; inset: auto 0 calc(100% + .75em); margin: auto; width: fit-content; max-width: 90%; padding: .625em 1.25em;
  background: var(--text); color: var(--ground); box-shadow: var(--shadow); border-radius: var(--radius,1.5em);
}
.status:empty, [hidden] { display: none; }
@media (min-width: 45em) {
  .dock {
    bottom: 1em; width: min(50em, 100vw - 2em); border-radius: var(--radius,2.5em); padding: .5em .75em;
    grid-template-columns: auto 1fr auto auto;
  }
  .buttons { gap: 0; grid-column: auto; }
}
@media (max-width: 17em) {
  .buttons { flex-wrap: wrap; }
  .seek { grid-column: 1 / -1; }
}
@media (max-height: 25em) { .main { width: 3em; height: 3em; } }
@media (forced-colors: active) {
  ::-webkit-slider-runnable-track, ::-webkit-slider-thumb { border: 1px solid; }
}
@keyframes rise { from { translate: 0 50%; opacity: 0; } }
`;
