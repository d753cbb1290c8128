// @ts-check
/** The style sheet of what is offered at the end. */
export const NEXT_CSS = `
.upcoming {
  position: absolute; inset: auto 0 calc(100% + .75em); margin: auto; width: fit-content; max-width: calc(100% - 1em);
  display: flex; flex-wrap: wrap; align-items: center; justify-content: center; gap: .5em; animation: rise .28s;
}
.upcoming a {
  display: flex; align-items: center; gap: .75em; min-width: 0; max-width: 30em; min-height: 4em; padding: .5em; padding-inline: .75em 1.5em; border-radius: var(--radius,2em);
  background: var(--accent); color: var(--on-accent); text-decoration: none; box-shadow: var(--shadow); text-align: start; overflow-wrap: anywhere;
}
.upcoming svg { width: 2.25em; height: 2.25em; padding: .35em; border-radius: 50%; background: var(--on-accent); color: var(--accent); }
.upcoming small { display: block; font-size: .8125em; font-weight: 500; }
.upcoming b { min-width: 2.25em; padding: .4em 0; border: 2px solid; border-radius: 50%; text-align: center; line-height: 1.1; font-variant-numeric: tabular-nums; }
.upcoming button { padding: 0 1.25em; background: var(--text); color: var(--ground); box-shadow: var(--shadow); }
@media (forced-colors: active) { .upcoming :is(a, button) { border: 1px solid; } .upcoming button { color: ButtonText; } }
`;
