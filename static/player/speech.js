// @ts-check
/**
 * What of a found article is not to be spoken: captions, credits, bylines, teasers, forms, and whatever else stands between its
 * paragraphs. Told by elements, roles, microdata, the words of class names and identifiers, and by how much of a text is links;
 * never by words of the text itself, which has any language.
 * @import {Size} from './sizes.js'
 */
import {countWords, isBlock} from './sizes.js';

export const SENTENCE = 10; // Words: a paragraph has more.
const SHORT = 25; // Words: a line, a label, a teaser. The measured pages differ little from 20 to 40.
const MOSTLY = 0.7; // The share of links above which a short text is a link with a word or two around it.
const ENTIRELY = 0.85; // The share above which a text of any length is.
const LARGEST = 1 / 3; // The share of the article that a part may have and still be something else: names of classes deceive.
const LONGEST_IDENTIFIER = 4; // Words: longer ones are made of a heading's text.
const LONGEST_CALL = 60; // Words around a field or a button-like link: an offer, not a text.

const OFTEN_LINKED = new Set('td th tr h1 h2 h3 h4 h5 h6'.split(' '));
const ELEMENTS = new Set(
  ('aside address audio canvas caption dialog fieldset figcaption figure footer form header iframe math menu nav object picture svg ' +
    'video').split(' '),
);
const ROLES = new Set(
  ('alert alertdialog banner complementary contentinfo dialog doc-credit doc-credits doc-endnotes doc-footnote doc-tip doc-toc figure ' +
    'form menu menubar navigation search tablist toolbar tooltip').split(' '),
);
const PROPERTIES = new Set(
  ('associatedmedia author breadcrumb caption comment commentcount contributor copyrightholder copyrightnotice creator datecreated ' +
    'datemodified datepublished editor image interactionstatistic keywords publisher video').split(' '),
);
/** Words of class names by which a part is something else than the text. */
const NAMES = new RegExp(
  `\\b(${[
    '(\\w+)?captions?|credits?|photographer|copyrights?|bylines?|attribution|(photo|image|picture|media|thumb) (text|info|description|legend)',
    'dateline|timestamp|(publish|published|pub|post|posted|entry|story|created|updated|modified) ?(date|time|on|info|meta)|metadata',
    '(article|author|writer|entry|page|post|story) (bio|box|card|controls|details|info|meta|tags|tools|profile)|about author|bio|infobox|edit ?section',
    '(foot|end) ?notes?|references|ref ?list',
    'shar(e|es|ing)|sharedaddy|addthis|addtoany|socials?|follow us',
    'related|recommend(ed|ations?)|recirc(ulation)?|read ?(more|next)|see also|up ?next|more (stories|articles|news|from|on)|(most|popular|recent|latest) (read|popular|posts|articles|news|stories)|trending',
    'newsletters?|sign ?(up|in)|subscri(be|ption|ptions)|log ?in|register|donat(e|ion)|cta|call to action',
    'promos?|promoted|promotions?|teasers?|sponsor(s|ed)?|ads|ad \\w+|\\w+ ad|adverts?|advertis(ement|ements|ing)|dfp|outbrain|taboola|affiliate|disclosure|disclaimer',
    'comments?|disqus|livefyre|pay ?wall (\\w+ )?(prompt|banner|message|offer|overlay|box)',
    'cookies?|gdpr|consent',
    'breadcrumbs?|paginat(ion|or)|pager|sidebar|tool ?bar|lightbox|carousel|slide ?show|swiper|slide count|gallery (count|controls|nav)|control (bar|panel)|skip (link|to)|(read|reading) time',
    '(dn|hidden|hide|no) ?print|print (only|header|hidden)|robots nocontent',
    // The same in Spanish, Portuguese, French, German and Italian.
    'pie (de )?(foto|imagen)|legendas?|legende|bildunterschrift|bildnachweis|didascalia',
    'compartir|compartilh(ar|e)|partager|teilen|condividi',
    '(noticias )?relacionad[ao]s|leia mais|lire aussi|leer mas|suscripcion|boletin|abonnement|assinatura|publicidade?|publicite|anzeige|werbung|comentarios?|commentaires?|kommentare?|etiquetas',
  ].join('|')})\\b`,
);
/** Words that say so of a block; in a line they mark the word that is explained. */
const BLOCK_NAMES = /\b(tool ?tip|pop ?up|modal|dialog|gloss(ary|ario|aire|ar)|vocabular(y|io))\b/;
/** Words that say so of a short part only. */
const SHORT_NAMES = /\b(author|auteurs?|autor(a|e|es|in)?|by|count(er|s)?|date|datum|fecha|firma|hits|info|label|meta|ratings?|source|submitted|tags?|time|views|votes?|button|btn)\b/;
/** What readers are to fill in. */
const FIELDS = 'input:not([type=hidden],[type=checkbox],[type=radio]),textarea,select';
/** Where readers are asked to become something. */
const CALL = /\/(subscri(be|ption|ptions)|sign-?(up|in)|log-?in|register|join|newsletters?|memberships?|donate)\/?([?#].*)?$/i;

/** @param {Element} element @param {string} name @returns {string[]} */
function tokens(element, name) {
  return (element.getAttribute(name) ?? '').toLowerCase().split(/\s+/);
}

/** The words of an element's class names and identifier, and of its own name where it is a custom one; a comma stands between two names. @param {Element} element */
function names(element) {
  const identifier = spread(element.getAttribute('id') ?? '');
  const classes = (element.getAttribute('class') ?? '').trim().split(/\s+/).map(spread);
  const own = element.localName.includes('-') ? spread(element.localName) : '';
  return [...classes, own, identifier.split(' ').length > LONGEST_IDENTIFIER ? '' : identifier].join();
}

/** @param {string} name @returns {string} its words, in lower case */
function spread(name) {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[^A-Za-z]+/g, ' ').trim().toLowerCase();
}

/** Whether a text is links, as far as numbers tell. @param {{words: number, linked: number}} size */
export function isLinks({words, linked}) {
  return words <= SHORT ? linked > words * MOSTLY : linked > words * ENTIRELY;
}

/** Whether a text ends with a full stop: teasers and labels do not. @param {Element} element */
export function endsSentence(element) {
  return /[^.][.。।۔]["”’»)\]]*\s*$/.test(element.textContent ?? '');
}

/** Whether a text stops as text does, with whatever sign of it. @param {Node} node */
export function stops(node) {
  return /[.!?…:;。！？।۔؟\p{Extended_Pictographic}]["'”’»)\]]*\s*$/u.test(node.textContent ?? '');
}

/**
 * Whether an `article` has a heading that leads elsewhere. In a live blog the headings lead to places of the page itself.
 * @param {Element} element
 * @param {string} pathname the page's
 */
export function isTeaser(element, pathname) {
  const heading = element.querySelector('h1,h2,h3,h4,h5,h6');
  const link = heading && (heading.closest('a') ?? heading.querySelector('a'));
  return Boolean(link && leadsElsewhere(link.getAttribute('href') ?? '', pathname));
}

/**
 * Whether an address is that of another page, by its path: good enough here, and the same without a URL parser.
 * @param {string} address
 * @param {string} pathname
 */
export function leadsElsewhere(address, pathname) {
  const path = address.replace(/[?#].*$/s, '').replace(/^(\w+:)?\/\/[^/]*/, '').replace(/\/$/, '');
  return path !== '' && !pathname.replace(/\/$/, '').endsWith(path);
}

/** Whether a heading's surroundings hold a sentence: what the article begins with. @param {Element} element */
function holdsProse(element) {
  return [...element.querySelectorAll('p,h2')].some((part) => endsSentence(part) && countWords(part.textContent ?? '') > SENTENCE);
}

/** Whether a part asks readers to fill in a field, or leads to where they subscribe or sign in. @param {Element} element */
function callsForAction(element) {
  if (element.querySelector(FIELDS)) return true;
  return element.localName !== 'p' && [...element.querySelectorAll('a[href]')].some((link) => CALL.test(link.getAttribute('href') ?? ''));
}

/**
 * Why a part of the article is not spoken, or empty.
 * @param {Element} element
 * @param {Size} size
 * @param {number} total the words of the article
 * @param {string} pathname the page's
 */
export function whyUnspoken(element, {words, linked}, total, pathname) {
  const name = element.localName;
  const block = isBlock(element);
  if (block && !OFTEN_LINKED.has(name) && isLinks({words, linked}) && !endsSentence(element)) return 'links';
  if (words > total * LARGEST) return '';
  if (ELEMENTS.has(name) && !(name === 'header' && holdsProse(element))) return name;
  if (name === 'article' && isTeaser(element, pathname)) return 'teaser';
  const role = tokens(element, 'role').find((each) => ROLES.has(each));
  if (role) return `role ${role}`;
  const property = tokens(element, 'itemprop').find((each) => PROPERTIES.has(each));
  if (property) return `itemprop ${property}`;
  if (element.hasAttribute('data-nosnippet')) return 'data-nosnippet';
  if (block && words <= LONGEST_CALL && callsForAction(element)) return 'call to action';
  const said = names(element);
  const named = NAMES.exec(said) ?? (block ? BLOCK_NAMES.exec(said) ?? (words <= SHORT ? SHORT_NAMES.exec(said) : null) : null);
  return named ? `class ${named[0]}` : '';
}
