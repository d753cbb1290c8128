// @ts-check
/** The style sheets of shapes and sizes. */
export const BAR_CSS = `
button { display: flex; width: 100%; justify-content: start; text-align: start; flex-wrap: wrap; }
.facts { margin-inline-start: auto; font-weight: 500; font-size: .875em; }
`;
export const FLOATING_CSS = `
:host { position: fixed; z-index: 2147482998; inset: auto 1em max(1em, env(safe-area-inset-bottom)) auto; }
:host([data-open]) { display: none; }
button { margin: 0; box-shadow: 0 4px 24px #32190552; }
`;
export const SMALL_CSS = '.space { font-size: .9em; }';
export const LARGE_CSS = '.space { font-size: 1.375em; }';
