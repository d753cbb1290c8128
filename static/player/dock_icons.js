// @ts-check
/** The dock's icons: paths in a square of 24 by 24, drawn with a broad round pen and filled: an open line goes back on itself. */
export const PAUSE = 'M8 7v10M16 7v10';
export const PREVIOUS = 'M6 7v10M17 7v10l-7-5z';
export const NEXT = 'M18 7v10M7 7v10l7-5z';
export const CLOSE = 'M7 7l10 10M17 7L7 17';
export const MORE = 'M5 12h0M12 12h0M19 12h0';
export const AGAIN = 'M18 12a6 6 0 1 1-2-4.5a6 6 0 1 0 2 4.5M17 4v4h-4';
export const TURTLE = 'M3 16a7 7 0 0 1 13 0zM17 16q4 0 4-3a2 2 0 0 0-4 0zM6 17v2M13 17v2';
export const HARE = 'M4 19a7 6 0 0 1 9-6a4 3.5 0 0 1 7 1.5q0 2-4 2l1 2.5zM14 10L11 4M17 10L17 3';
