// @ts-check
/** The panel's style sheet, with those of the learner's button and the line. */
export const MORE_CSS = `
.panel {
  grid-column: 1 / -1; max-height: min(26em, 100vh - 15em); overflow: auto; overscroll-behavior: contain; padding: .5em .25em .75em; min-width: 0;
  display: grid; gap: .75em 1.5em; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17em), 1fr)); font-size: .9375em;
}
.panel[hidden] { display: none; }
.tiles { grid-column: 1 / -1; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 8.5em), 1fr)); gap: .5em; }
.tiles :is(button, a) {
  display: flex; flex-direction: column; align-items: center; justify-content: center; gap: .25em; padding: .5em; border-radius: var(--radius,1em); text-align: center; font-size: .875em; min-height: 4.75em;
  background: color-mix(in srgb, var(--text) 7%, #0000); border: 1px solid #0000;
}
.panel label { display: flex; align-items: center; gap: .625em; min-height: 2.75em; cursor: pointer; font-weight: 600; }
.panel input { accent-color: var(--accent); margin: 0; cursor: pointer; }
.panel label:has([type=range]) { flex-wrap: wrap; }
.panel :is([type=checkbox], [type=radio]) { flex: none; width: 1.5em; height: 1.5em; }
.panel [type=range] { flex: 1; height: 2.75em; min-width: 6em; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
legend { padding: 0; opacity: .8; font-size: .875em; }
.onward {
  position: absolute; inset: auto 0 calc(100% + .75em); margin: auto; width: fit-content; max-width: 100%; min-height: 4em; gap: .5em; padding: .5em 1.75em;
  background: var(--accent); color: var(--on-accent); font-size: 1.25em; box-shadow: var(--shadow);
}
.line {
  position: fixed; inset: var(--top) 0 auto; height: var(--height); pointer-events: none; box-shadow: 0 0 0 200vmax #000000a6; z-index: 2147482999;
}
@media (forced-colors: active) { .line { outline: 3px solid; } }
`;
