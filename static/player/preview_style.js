// @ts-check
/** The style sheet of what is added to the seek bar. */
export const PREVIEW_CSS = `
.ticks { position: absolute; inset: calc(50% + .5em) .75em auto; height: .25em; pointer-events: none; }
.ticks i { position: absolute; left: var(--at); width: 2px; height: 100%; background: currentColor; opacity: .45; border-radius: 1px; }
.preview {
  position: absolute; bottom: calc(100% + .25em); left: clamp(0px, var(--at) - 8em, 100% - 16em); width: 16em; padding: .5em .75em; pointer-events: none;
  background: var(--text); color: var(--ground); border-radius: .75em; font-size: 1.0625em; line-height: 1.35; box-shadow: var(--shadow);
}
.preview b { display: block; font-size: .8em; }
@media (max-width: 600px) { .preview { position: fixed; inset: auto 1em calc(100% + .5em); width: auto; } }
@media (forced-colors: active) { .preview { border: 1px solid; } }
`;
