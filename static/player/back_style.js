// @ts-check
/** The style sheet of the way back to the voice, which stands where the dock's status does, and below that. */
export const BACK_CSS = `
.back {
  position: absolute; inset: auto 0 calc(100% + .75em); margin: auto; width: fit-content; gap: .375em; padding-inline: .875em 1.25em;
  background: var(--text); color: var(--ground); box-shadow: var(--shadow);
}
.back:not([hidden]) ~ .status { bottom: calc(100% + 4.5em); }
`;
