// @ts-check
/** The word of the way back in English; all other languages have it in words/. */
export const BACK_LABELS = {back: 'Back to the voice'};
