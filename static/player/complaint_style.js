// @ts-check
/** The style sheet of what asks which word sounded wrong. */
export const COMPLAINT_CSS = `
.complaint { grid-column: 1 / -1; display: grid; gap: .75em; padding: .75em; border-radius: 1em; border: 1px solid color-mix(in srgb, var(--text) 25%, #0000); }
.complaint[hidden] { display: none; }
.complaint p { margin: 0; font-weight: 600; }
.complaint div { display: flex; flex-wrap: wrap; gap: .5em; align-items: center; }
.complaint button {
  min-height: 2.75em; min-width: 2.75em; padding: .25em .75em; border-radius: .75em; border: 1px solid #0000; font-size: 1.125em;
  background: color-mix(in srgb, var(--text) 7%, #0000);
}
.complaint .choose button { min-height: 3.25em; font-size: .9375em; }
@media (forced-colors: active) { .complaint button { border-color: ButtonText; } }
`;
