// @ts-check
/** The light's style sheets for pages of nearly our own colours. */
import {lights} from './lights.js';

export const LIGHT_TINTED_PAGE_CSS = lights('#b9d6ff', '#10233d', '#1f5fbf', '#ffffff');
export const DARK_TINTED_PAGE_CSS = lights('#1d4f8c', '#eaf3ff', '#9cc8ff', '#08203f');
