// @ts-check
/** The launcher's own style sheet. */
export const LAUNCHER_CSS = `
.space { display: flow-root; overflow-y: clip; }
button {
  gap: .6em; margin: .6em 0; padding-inline: .3em 1.3em; background: var(--accent); color: var(--on-accent); font-size: 1.0625em;
}
:disabled { padding: 0 1.3em; }
:disabled svg { display: none; }
svg { width: 2.25em; padding: .35em; border-radius: 50%; background: var(--on-accent); color: var(--accent); }
span + span { font-weight: 500; }
`;
