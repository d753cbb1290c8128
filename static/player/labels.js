// @ts-check
/**
 * Our words, in the article's language where we have them. Those of the launcher are here in English, those of the dock and of what
 * it opens with these; each other language is a part of its own that has them all.
 * @import {LauncherWords, Words} from './types.js'
 */

/** @type {LauncherWords} */
export const ENGLISH = {listen: 'Listen', waiting: 'One moment…', failed: 'This can’t be read aloud right now.'};
const OTHERS = /^(ar|de|es|fr|he|it|ja|nl|pl|pt|ru|sv|tr|uk|zh)\b/i;

/**
 * The language in which our interface speaks to the reader of an article in `language`.
 * @param {string} language
 * @returns {string}
 */
export function labelLanguage(language) {
  return OTHERS.exec(language)?.[0].toLowerCase() ?? 'en';
}

/**
 * @param {string} language one that `labelLanguage` gave
 * @returns {Promise<Words | LauncherWords>} of English the launcher's
 */
export async function wordsIn(language) {
  return language === 'en' ? ENGLISH : (await import(WORDS.replace('*', language))).WORDS;
}
