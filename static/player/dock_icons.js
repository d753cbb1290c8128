// @ts-check
/** The dock's icons: paths in a square of 24 by 24, drawn with a broad round pen. */
export const PAUSE = 'M8 7v10M16 7v10';
export const PREVIOUS = 'M6 7v10M17 7v10l-7-5z';
export const NEXT = 'M18 7v10M7 7v10l7-5z';
export const CLOSE = 'M7 7l10 10M17 7L7 17';
export const BACK = 'M12 6v12M12 18l-5-5M12 18l5-5';
