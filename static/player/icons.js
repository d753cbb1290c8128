// @ts-check
/** The launcher's icon: a path in a square of 24 by 24, drawn with a broad round pen. The others are in dock_icons.js. */
export const PLAY = 'M9 7v10l8-5z';
