// @ts-check
/** The launcher's icon, a path in a square of 24 by 24; the others are in dock_icons.js. */
export const PLAY = 'M8 5.6c0-1.2 1.3-1.9 2.3-1.3l9 5.9c1 .6 1 2 0 2.6l-9 5.9c-1 .6-2.3-.1-2.3-1.3z';
