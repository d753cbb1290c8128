// @ts-check
/**
 * What goes wrong on a page, in words for the publisher's developers: the reason and the next step. Fetched only when needed.
 */

/** Where our parts come from. */
const HOME = new URL('.', import.meta.url);

/** @type {Record<string, (facts: any) => string>} */
const REASONS = {
  'no-key': () => 'the tag has no data-site. Copy the tag again from the site’s page in the admin.',
  'no-answer': ({root, site}) =>
    `no answer from ${root}. Either the service cannot be reached there (is it running; does this page’s Content-Security-Policy list ` +
    `it in connect-src?), or this page’s origin ${location.origin} is not on the list of site “${site}”: add it in the admin, under Sites.`,
  'unknown-site': ({root, site}) =>
    `the service at ${root} has no site “${site}”. Copy the tag again from the site’s page in the admin.`,
  'origin-refused': ({site}) =>
    `this page’s origin ${location.origin} is not on the list of site “${site}”. Add it in the admin, under Sites.`,
  'no-layout': ({site}) =>
    `no layout of site “${site}” matches ${location.host}${location.pathname}. If this page has an article, add a layout in the admin.`,
  'no-article': ({why}) =>
    `no layout matches ${location.host}${location.pathname}, and it is taken for no article (${why}). If it is one, add a layout in the admin.`,
  'no-text': ({pattern}) =>
    `the layout for “${pattern}” finds no text on this page. Check its allow and deny selectors in the admin, under Layouts.`,
  'bad-selector': ({selector}) =>
    `the selector “${selector}” is not valid CSS and was left out. Correct it in the admin, under Layouts.`,
  translated: () => 'this page is translated by the browser, and is not read as long as it is.',
  'no-audio': ({url, error}) =>
    `the audio ${url} could not be played (${error || 'no reason given'}). Does this page’s Content-Security-Policy list it in media-src?`,
  waiting: () =>
    'this text waits until it is confirmed: the site has only such texts spoken as others vouch for too. Its owner chooses that in the ' +
    'admin, under Trust.',
  unsigned: ({detail}) => `${detail} Its owner chooses that in the admin, under Trust.`,
  'over-quota': ({detail}) => `too much was brought to the service. ${detail}`,
};

/** What an error says that is no refusal. @param {string} message */
const ofError = (message) => (
  /dynamically imported|importing a module/i.test(message)
    ? `a part of the player could not be fetched from ${HOME}. Does this page’s Content-Security-Policy list it in script-src; is it up?`
    : `an error of the player itself, please report it. ${message}`);

/** @type {Set<string>} */
const said = new Set();

/**
 * @param {string} reason
 * @param {any} [facts]
 * @returns {string}
 */
function explain(reason, facts) {
  if (!facts) return ofError(reason);
  // Without a key there is nothing that the service could say.
  if (facts.site === '') return REASONS['no-key'](facts);
  const known = REASONS[reason];
  if (known) return known(facts);
  return `the service at ${facts.root} answered ${facts.status} to ${facts.path}: ${facts.detail ?? reason}. Its log says more.`;
}

/**
 * Warns in the console, once per cause.
 * @param {string} reason
 * @param {any} [facts]
 */
export function say(reason, facts) {
  const words = explain(reason, facts);
  if (said.has(words)) return;
  said.add(words);
  console.warn(`Readalong: ${words}`);
}
