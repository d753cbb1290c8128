// @ts-check
/**
 * The launcher's own style sheet. Its space opens in few steps, since each lays the page out: a layout shift counts from 3 px a frame on
 * (Layout Instability, "unstable"), and a page that jumps is no good host.
 */
export const LAUNCHER_CSS = `
.space { display: flow-root; animation: open 1.4s steps(25); }
button {
  gap: .6em; margin: .6em 0; padding-inline: .3em 1.3em; background: var(--accent); color: var(--on-accent); font-size: 1.0625em;
}
:disabled { padding: 0 1.3em; }
:disabled svg { display: none; }
svg { width: 2.25em; height: 2.25em; padding: .35em; border-radius: 50%; background: var(--on-accent); color: var(--accent); }
span + span { font-weight: 500; }
@keyframes open { 0%, 99% { overflow: hidden; } from { max-height: 0; } to { max-height: 4.5em; } }
`;
