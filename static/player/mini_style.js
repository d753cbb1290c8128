// @ts-check
/** The small player's style sheet. */
export const MINI_CSS = `
.mini.dock { grid-template-columns: 1fr auto auto; width: fit-content; max-width: 100%; padding-block: .125em; border-radius: var(--radius,2em); bottom: .5em; }
.mini :is(.seek, .pace) { display: none; }
.mini .buttons { grid-column: auto; }
.mini .main { width: 3em; height: 3em; }
.mini .main svg { width: 1.875em; }
`;
