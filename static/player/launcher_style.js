// @ts-check
/**
 * The launcher's own style sheet. Its space opens as a slow slide: a layout shift counts from 3 px a frame on
 * (Layout Instability, "unstable"), and a page that jumps is no good host.
 */
export const LAUNCHER_CSS = `
.space { display: flow-root; animation: open .8s linear; }
button {
  gap: 10px; margin: 10px 0; padding: 5px 22px 5px 5px; background: var(--accent); color: var(--on-accent); font-size: 17px;
}
:disabled { padding: 5px 22px; }
:disabled svg { display: none; }
svg { width: 38px; height: 38px; padding: 6px; border-radius: 50%; background: var(--on-accent); color: var(--accent); }
.length { font-weight: 500; }
@keyframes open { 0%, 99% { overflow: hidden; } from { max-height: 0; } to { max-height: 72px; } }
`;
