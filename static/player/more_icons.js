// @ts-check
/** The panel's icons, as those in dock_icons.js. */
export const REPEAT = 'M6 12V9a2 2 0 0 1 2-2h10M15 4l3 3-3 3M18 12v3a2 2 0 0 1-2 2H6M9 20l-3-3 3-3';
export const PARAGRAPH_BACK = 'M7 17l5-5 5 5M7 11l5-5 5 5';
export const PARAGRAPH_ON = 'M7 7l5 5 5-5M7 13l5 5 5-5';
export const HERE = 'M5 6h14M5 18h14M10 10v4l4-2z';
