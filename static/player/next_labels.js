// @ts-check
/** The words at the end of an article in English; all other languages have them in words/. */
export const NEXT_LABELS = {upcoming: 'Next', stay: 'Stay here'};
