// @ts-check
/** The style sheet of what is added to the seek bar. */
export const PREVIEW_CSS = `
.ticks { position: absolute; inset: calc(50% + .5em) .75em auto; height: .25em; pointer-events: none; }
.ticks i { position: absolute; left: var(--at); width: 2px; height: 100%; background: currentColor; opacity: .45; border-radius: 1px; }
.preview {
  position: absolute; inset: auto 1em calc(100% + .75em); margin: auto; width: fit-content; max-width: 24em; padding: .5em 1em; pointer-events: none;
  background: var(--text); color: var(--ground); border-radius: .75em; font-size: .9375em; line-height: 1.35; box-shadow: var(--shadow); z-index: 1;
}
.preview b { display: block; font-size: .8em; }
@media (forced-colors: active) { .preview { border: 1px solid; } }
`;
