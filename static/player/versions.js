// @ts-check
/**
 * The other versions of a story, by language and level, as links in the player's panel: each leads to the version's own page, where it is
 * heard on from the same place of the story. Its text is there, and without its text there is no narration.
 * @import {Deck} from './types.js'
 */
import {make} from './elements.js';
import {ask, toListen} from './teasers.js';

/** @param {{language: string, level: string}} version @param {string} label what stands before a level */
function nameOf({language, level}, label) {
  const name = new Intl.DisplayNames(language, {type: 'language'}).of(language);
  return [name, /^\d+$/.test(level) ? `${label} ${level}` : level].filter(Boolean).join(' · ');
}

/** @param {Deck} deck @param {Element} panel */
export async function offer({article, known, state, words}, panel) {
  const url = article.layout.address ?? location.pathname + location.search;
  const [, ...others] = (await ask(article.service, [url])).get(url) ?? [];
  const links = others.map((version) => {
    const link = make('a', {href: version.url, lang: version.language}, nameOf(version, words.level ?? 'Level'));
    // When it is pressed, not before: the voice goes on meanwhile.
    link.onclick = () => {
      link.href = toListen(version.url, Math.max(0, state().place.sentence) / known().sentences.length);
    };
    return link;
  });
  if (links[0]) panel.append(make('div', {class: 'tiles versions'}, ...links));
}
