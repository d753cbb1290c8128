// @ts-check
/** The inspector's style sheet. */
export const INSPECTOR_CSS = `
:host {
  all: initial; position: absolute; top: 0; left: 0; width: 0; height: 0; z-index: 2147483001; color-scheme: light dark;
  font: 400 15px/1.45 ui-rounded, system-ui, sans-serif; direction: ltr;
  --ground: light-dark(#fffdf8, #261e18); --text: light-dark(#2d2119, #f5ece2); --soft: light-dark(#6d5c4f, #c0ae9d);
  --edge: light-dark(#e3d6c7, #4a3b30); --field: light-dark(#f6eee4, #382c23); --brand: light-dark(#b93c08, #ff9d5c);
  --on-brand: light-dark(#fff, #2b1405); --good: light-dark(#1f7a45, #7fd6a0); --bad: light-dark(#b3261e, #ffa49b);
  --wait: light-dark(#fff3d1, #3c3017); --on-wait: light-dark(#7a5200, #f3cf7c);
}
* { box-sizing: border-box; }
.frames { position: absolute; top: 0; left: 0; pointer-events: none; }
.frame { position: absolute; top: 0; left: 0; border-radius: 4px; }
.frame.read { background: #1f9d552b; box-shadow: -5px 0 0 #1f9d55; }
.frame.title { background: #2f6fd42b; box-shadow: -5px 0 0 #2f6fd4; }
.frame.left { background: repeating-linear-gradient(135deg, #80808030 0 3px, #0000 3px 10px); outline: 1px dashed #80808099; outline-offset: -1px; }
.frame.denied { background: repeating-linear-gradient(135deg, #d4382f3d 0 3px, #0000 3px 10px); outline: 2px dashed #d4382f; outline-offset: -2px; }
.frame.pointed { outline: 2px solid #b93c08; outline-offset: 1px; background: #b93c081a; }
.frame.chosen { outline: 3px solid #b93c08; outline-offset: 2px; }
.panel {
  position: fixed; inset: 12px 12px 12px auto; width: 392px; display: flex; flex-direction: column; border: 1px solid var(--edge);
  border-radius: 20px; background: var(--ground); color: var(--text); box-shadow: 0 8px 40px #2b140540; overflow: hidden;
}
header { display: flex; align-items: center; gap: 6px; padding: 10px 10px 10px 18px; border-bottom: 1px solid var(--edge); }
header strong { flex: 1; font-weight: 800; white-space: nowrap; }
header em { color: var(--brand); font-style: normal; }
.switch { display: inline-flex; align-items: center; gap: 6px; min-height: 40px; font-size: 14px; cursor: pointer; }
.switch input { width: 18px; height: 18px; accent-color: var(--brand); }
.chosen-part { padding: 14px 18px; border-bottom: 1px solid var(--edge); background: color-mix(in srgb, var(--brand) 7%, var(--ground)); }
.body { flex: 1; min-height: 0; overflow: auto; padding: 14px 18px; overscroll-behavior: contain; }
p, h2, h3, ul, dl, dd { margin: 0; padding: 0; }
h2 { margin-top: 18px; font-size: 16px; }
h3 { margin-top: 12px; color: var(--soft); font-size: 13px; font-weight: 600; }
ul { list-style: none; }
code { font: 13px/1.4 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
dd code, p code { padding: 1px 5px; border-radius: 5px; background: var(--field); color: var(--soft); }
.soft { color: var(--soft); font-size: 14px; }
.figures { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 8px; font-size: 16px; }
.figures b { font-size: 28px; font-weight: 800; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.change { padding: 0 9px; border-radius: 99px; background: var(--brand); color: var(--on-brand); font-size: 14px; font-weight: 700; font-variant-numeric: tabular-nums; }
.legend { display: flex; gap: 14px; margin-top: 6px; color: var(--soft); font-size: 13px; }
.legend i { font-style: normal; }
.legend i::before { content: ""; display: inline-block; width: 11px; height: 11px; margin-right: 6px; border-radius: 3px; vertical-align: -1px; }
.key-read::before { background: #1f9d55; }
.key-denied::before { background: repeating-linear-gradient(135deg, #d4382f 0 2px, #0000 2px 4px); outline: 1px dashed #d4382f; }
.key-left::before { background: repeating-linear-gradient(135deg, #808080 0 2px, #0000 2px 4px); outline: 1px dashed #808080; }
.concerns li { margin-top: 8px; padding: 8px 12px; border-radius: 10px; background: var(--wait); color: var(--on-wait); font-weight: 600; font-size: 14px; }
.list li { display: flex; align-items: center; gap: 8px; min-height: 36px; padding-left: 12px; margin-top: 4px; border-radius: 10px; background: var(--field); }
.list li code { flex: 1; }
.list li.none span { color: var(--bad); font-weight: 700; }
.allow li, .act.allow { border-left: 4px solid #1f9d55; }
.deny li, .act.deny { border-left: 4px solid #d4382f; }
.title li, .act.title { border-left: 4px solid #2f6fd4; }
details { margin-top: 18px; }
summary { min-height: 36px; color: var(--brand); font-weight: 600; cursor: pointer; }
dl { display: grid; gap: 8px; }
dt { color: var(--soft); font-size: 13px; }
dd { overflow-wrap: anywhere; }
.read-why { color: var(--good); font-weight: 700; }
.left-why { color: var(--bad); font-weight: 700; overflow-wrap: anywhere; }
.refused { color: var(--bad); font-weight: 600; }
.row, .chips { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 8px; }
button {
  appearance: none; min-height: 40px; padding: 6px 14px; border: 1px solid var(--edge); border-radius: 12px; background: var(--ground); color: inherit;
  font: 600 14px/1.3 inherit; font-family: inherit; cursor: pointer;
}
button:hover:not(:disabled) { background: var(--field); }
button:disabled { opacity: .45; cursor: default; }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 1px; }
.icon { min-width: 40px; padding: 0; border: 0; background: none; font-size: 20px; line-height: 1; }
.chip { min-height: 32px; padding: 3px 10px; border-radius: 99px; font: 13px/1.3 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.act { flex: 1; padding-inline: 8px; white-space: nowrap; }
.where code { padding: 0; background: none; }
.chosen-part > input, .naming input {
  display: block; width: 100%; min-height: 40px; margin-top: 8px; padding: 6px 12px; border: 1px solid color-mix(in srgb, var(--soft) 55%, var(--ground));
  border-radius: 12px; background: var(--ground); color: inherit; font: 14px/1.4 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
.naming { display: grid; gap: 8px; margin-top: 8px; }
.naming label { color: var(--soft); font-size: 13px; }
.naming input { margin-top: 2px; color: var(--text); }
.main { border-color: var(--brand); background: var(--brand); color: var(--on-brand); }
.main:hover:not(:disabled) { background: var(--brand); filter: brightness(1.08); }
.status { padding: 0 18px; color: var(--good); font-weight: 600; font-size: 14px; }
.status:not(:empty) { padding-block: 10px; border-top: 1px solid var(--edge); }
.status.wrong { color: var(--bad); }
.foot { display: flex; flex-wrap: wrap; gap: 8px; padding: 12px 18px max(12px, env(safe-area-inset-bottom)); border-top: 1px solid var(--edge); }
.foot p { width: 100%; }
.panel[data-folded] > :not(header) { display: none; }
.panel[data-folded] { bottom: auto; }
@media (max-width: 640px) {
  .panel { inset: auto 0 0; width: auto; max-height: 56vh; border-radius: 20px 20px 0 0; border-width: 1px 0 0; overflow: auto; }
  .panel[data-folded] { bottom: 0; }
  .body { flex: none; overflow: visible; }
  .foot { position: sticky; bottom: 0; background: var(--ground); }
  header { position: sticky; top: 0; background: var(--ground); }
}
@media (forced-colors: active) { .frame { outline: 2px solid; } .frame.left { outline-style: dotted; } }
@media print { :host { display: none !important; } }
`;
