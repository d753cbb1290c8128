// @ts-check
/** The light's style sheets: for dark text on a light page, and for the reverse. */
import {lights} from './lights.js';

export const LIGHT_PAGE_CSS = lights('#fff0c2', '#2b2118', '#ffb454', '#221305');
export const DARK_PAGE_CSS = lights('#4a3a1a', '#fff3d6', '#ffb454', '#221305');
