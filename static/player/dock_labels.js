// @ts-check
/** The dock's words in English; all other languages are parts of their own, in words/. */
export const DOCK_LABELS = {
  pause: 'Pause', resume: 'Go on', again: 'Try again', player: 'Read-along player', previous: 'Previous sentence', next: 'Next sentence',
  slower: 'Slower', faster: 'Faster', position: 'Position', of: 'of', more: 'More', close: 'Close the player',
};
