// @ts-check
/** The panel's words in English; all other languages have them in words/. */
export const MORE_LABELS = {
  repeat: 'Say it again', paragraph_back: 'Paragraph back', paragraph_on: 'Next paragraph', here: 'Read from here',
  follow: 'Move the page along', learner: 'Wait after each sentence', onward: 'Go on reading', line: 'Darken the rest',
  taps: 'Tap the text to hear it', keys: 'Player keys', small: 'Small player', light: 'Light up', both: 'Sentence and word',
  sentence: 'Sentence', word: 'Word', none: 'Nothing', volume: 'Volume', download: 'Download', preparing: 'Getting it ready…',
  report: 'That sounded wrong',
};
