// @ts-check
/**
 * The launcher's words, in the article's language where we have them. Those of the dock are in dock_labels.js.
 */

/** @type {Record<string, {listen: string, waiting: string, failed: string}>} */
const LABELS = {
  en: {listen: 'Listen', waiting: 'One moment…', failed: 'This can’t be read aloud right now.'},
  es: {listen: 'Escuchar', waiting: 'Un momento…', failed: 'Ahora no se puede leer en voz alta.'},
};

/**
 * The language in which our interface speaks to the reader of an article in `language`.
 * @param {string} language
 * @returns {string}
 */
export function labelLanguage(language) {
  const primary = language.toLowerCase().split('-')[0];
  return primary in LABELS ? primary : 'en';
}

/** @param {string} language one that `labelLanguage` gave */
export function labelsIn(language) {
  return LABELS[language];
}
