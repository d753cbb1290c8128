// @ts-check
/** The words of the interface: complete in every language, and found by the language of an article. */
import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {test} from 'node:test';
import {BACK_LABELS} from '../../static/player/back_labels.js';
import {DOCK_LABELS} from '../../static/player/dock_labels.js';
import {ENGLISH, labelLanguage} from '../../static/player/labels.js';
import {MORE_LABELS} from '../../static/player/more_labels.js';
import {NEXT_LABELS} from '../../static/player/next_labels.js';

const FOLDER = new URL('../../static/player/words/', import.meta.url);
const languages = readdirSync(FOLDER).map((name) => name.slice(0, -3));
const keys = Object.keys({...ENGLISH, ...BACK_LABELS, ...DOCK_LABELS, ...MORE_LABELS, ...NEXT_LABELS, level: ''}).sort();

for (const language of languages) {
  test(`the words are complete in ${language}`, async () => {
    const {WORDS} = await import(`${FOLDER}${language}.js`);
    assert.deepEqual(Object.keys(WORDS).sort(), keys);
    for (const [key, word] of Object.entries(WORDS)) assert.ok(word.trim() === word && word, key);
  });
  test(`an article in ${language} is spoken to in it`, () => assert.equal(labelLanguage(`${language.toUpperCase()}-X`), language));
}

test('there are English, Spanish and at least ten other languages', () => {
  assert.ok(languages.includes('es'));
  assert.ok(languages.length >= 11);
});

test('where we do not have a language, we speak English', () => {
  for (const language of ['en-US', 'eo', 'ary', 'esx', '', 'zzz']) assert.equal(labelLanguage(language), 'en');
});
