// @ts-check
/** The dock's own style sheet. */
export const DOCK_CSS = `
:host {
  --ground: var(--readalong-background, light-dark(#fffdf8, #2a211a)); --text: var(--readalong-text, light-dark(#33261b, #fdf1e2));
  --line: color-mix(in srgb, var(--text) 18%, #0000);
}
.dock {
  position: fixed; z-index: 2147483000; inset: auto 0 0; margin: 0 auto; padding: 4px 12px max(8px, env(safe-area-inset-bottom));
  display: grid; grid-template: "seek seek seek" "speed buttons close" / 1fr auto 1fr; align-items: center; gap: 0 8px;
  background: var(--ground); color: var(--text); border-radius: 24px 24px 0 0; outline: 1px solid var(--line);
  box-shadow: 0 4px 32px #32190538; animation: rise .28s cubic-bezier(.2, .8, .3, 1);
}
.buttons { grid-area: buttons; display: flex; align-items: center; gap: 8px; direction: ltr; }
.seek { grid-area: seek; display: flex; align-items: center; gap: 10px; direction: ltr; font-size: 13px; font-variant-numeric: tabular-nums; }
.seek span { min-width: 2.7em; }
.seek span:first-child { text-align: right; }
select { grid-area: speed; justify-self: start; padding: 0 12px; border: 2px solid var(--line); min-height: 44px; text-align: center; }
.close { grid-area: close; justify-self: end; }
.main { width: 60px; height: 60px; background: var(--accent); color: var(--on-accent); }
.main svg { width: 38px; height: 38px; }
input { appearance: none; flex: 1; min-width: 0; height: 44px; margin: 0; background: none; cursor: pointer; }
::-webkit-slider-runnable-track { height: 8px; border-radius: 9px; background: linear-gradient(90deg, var(--accent) var(--done), var(--line) 0); }
::-webkit-slider-thumb {
  appearance: none; width: 24px; height: 24px; margin-top: -8px; border-radius: 50%; background: var(--accent); border: 4px solid var(--ground);
}
::-moz-range-track { height: 8px; border-radius: 9px; background: linear-gradient(90deg, var(--accent) var(--done), var(--line) 0); }
::-moz-range-thumb { width: 16px; height: 16px; background: var(--accent); border: 4px solid var(--ground); }
.back {
  position: absolute; inset: auto 0 calc(100% + 12px); margin: auto; width: fit-content; gap: 6px; padding: 0 20px 0 14px;
  background: var(--text); color: var(--ground); box-shadow: 0 4px 32px #32190538;
}
.status { grid-column: 1 / -1; margin: 0; padding: 8px; text-align: center; }
.status:empty, [hidden] { display: none; }
@media (min-width: 600px) {
  .dock {
    bottom: 16px; width: min(760px, 100vw - 32px); border-radius: 40px; padding: 10px 14px;
    grid-template: "buttons seek speed close" / auto 1fr auto auto;
  }
  .buttons { gap: 0; }
}
@media (forced-colors: active) {
  ::-webkit-slider-runnable-track, ::-webkit-slider-thumb { border: 1px solid; }
}
@keyframes rise { from { transform: translateY(50%); opacity: 0; } }
`;
