// @ts-check
/** The launcher's own style sheet. */
export const LAUNCHER_CSS = `
.space { overflow: hidden; padding: 10px 6px; }
button {
  gap: 10px; padding: 5px 22px 5px 5px; background: var(--accent); color: var(--accent-text); font-size: 17px; font-weight: 700;
  box-shadow: 0 2px 6px #3c1e0a33, 0 4px 16px #3c1e0a1f; transition: transform .15s;
}
button:hover { filter: brightness(1.08); }
button:active { transform: scale(.97); }
button:disabled { filter: grayscale(1); padding-left: 22px; cursor: default; }
button:disabled svg { display: none; }
svg { width: 38px; height: 38px; padding: 7px; border-radius: 50%; background: var(--accent-text); color: var(--accent); }
.length { font-weight: 500; font-variant-numeric: tabular-nums; }
[aria-busy=true] svg { animation: wait .7s infinite alternate; }
@keyframes wait { to { opacity: .4; } }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
`;
