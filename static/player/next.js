// @ts-check
/**
 * What follows the end: the next article, by its name, to go on with. Where the site wants it, it begins by itself after a countdown that
 * one press stops. It is heard where its text is: further down the page, or on a page of its own; then what comes after it goes along in the
 * address. Fetched at the end of an article.
 * @import {Article, Deck} from './types.js'
 */
import {icon, make, sheet} from './elements.js';
import {PLAY} from './icons.js';
import {NEXT_LABELS} from './next_labels.js';
import {NEXT_CSS} from './next_style.js';
import {put} from './put.js';
import {shortened} from './shortened.js';
import {addressOf, ask, teasersOf, toListen} from './teasers.js';
import {clockTime} from './times.js';

const COUNTED_S = 10;
const MOST = 10;

/** How a link names what it leads to. @param {Element | undefined} link */
function nameOf(link) {
  const text = link?.querySelector('h1,h2,h3,h4,h5,h6') ?? link;
  return shortened((text?.textContent?.trim() || link?.getAttribute('title') || '').replace(/\s+/g, ' '));
}

/**
 * What may come next, in order: what the page says comes next, then what is left of a queue, or the page's badges where there is none. A
 * queue is made once, where listening began, and never anew by itself: pages that name each other would be played for ever.
 * @param {Article} article
 */
function candidates({layout, config: {queue, articles = () => []}}) {
  const teasers = teasersOf(layout);
  const following = /** @type {NodeListOf<HTMLAnchorElement | HTMLLinkElement>} */ (document.querySelectorAll('a[rel~=next][href],link[rel~=next][href]'));
  const [linked] = [...following].filter(({href}) => /^https?:/.test(href));
  const addresses = [
    ...(linked ? [linked.href] : []),
    ...(queue?.[0] ? queue : teasers.map(({link}) => link.href)),
  ].flatMap((address) => (URL.canParse(address, document.baseURI) ? [addressOf(new URL(address, document.baseURI))] : []));
  const own = [addressOf(location), ...articles().flatMap(({layout: {address}}) => (address ? [addressOf(new URL(address))] : []))];
  return {
    addresses: [...new Set(addresses)].filter((address) => !own.includes(address)).slice(0, MOST),
    isLinked: Boolean(linked),
    /** @param {string} address */
    name: (address) => nameOf(teasers.find(({url}) => url === address)?.link) || (linked && address === addressOf(new URL(linked.href)) ? nameOf(linked) : ''),
  };
}

/** The next article of the same page that can be played, and how it is called. @param {Article} article */
function below(article) {
  const articles = article.config.articles?.() ?? [];
  const next = articles.slice(articles.indexOf(article) + 1).find(({manifest}) => manifest);
  if (!next) return;
  const {manifest: {duration_ms = 0, estimate_ms = duration_ms} = {}, content} = next;
  return {next, href: '#', name: shortened(content.blocks[0].text), duration_ms: estimate_ms, opens: article.config.next_article === 'play'};
}

/** The next article that is ready on a page of its own, how it is called, and what comes after it. @param {Article} article */
async function upcoming(article) {
  const {addresses, isLinked, name} = candidates(article);
  if (!addresses[0]) return;
  const told = await ask(article.service, addresses);
  const [first, ...rest] = addresses.filter((address) => told.get(address)?.[0]?.state === 'ready');
  if (!first) return;
  const isFollowing = isLinked && first === addresses[0];
  const {next_article, queue} = article.config;
  return {
    href: toListen(first, 0, rest),
    name: name(first),
    duration_ms: told.get(first)?.[0].duration_ms ?? 0,
    opens: next_article === 'play' && (isFollowing || !queue || Boolean(queue[0])),
  };
}

/** What each player offers, or has offered. @type {WeakMap<Deck, {halt: () => void, end: () => void}>} */
const offers = new WeakMap();

/** Once for all ends of an article. @param {Deck} deck */
function dress(deck) {
  const {dock, watchers, signal} = deck;
  const halt = () => offers.get(deck)?.halt();
  const end = () => offers.get(deck)?.end();
  dock.host.shadowRoot?.adoptedStyleSheets.push(sheet(NEXT_CSS));
  // Whatever is pressed on it, `stay` too: whoever reaches for the player is still here.
  dock.element.addEventListener('click', halt, {signal});
  addEventListener('keydown', ({key}) => key === 'Escape' && halt(), {signal});
  watchers.push(({phase, open}) => {
    if (phase !== 'ended' || !open) end();
  });
  signal.addEventListener('abort', end);
}

/** Offers the next article, if there is one. @param {Deck} deck */
export async function attend(deck) {
  const {article, dock, state, signal} = deck;
  /** @type {{next?: Article, href: string, name: string, duration_ms: number, opens: boolean} | undefined} */
  const found = below(article) ?? (await upcoming(article));
  if (!found || signal.aborted || state().phase !== 'ended' || !state().open) return;
  const words = {...NEXT_LABELS, ...deck.words};
  const length = clockTime(found.duration_ms, state().rate);
  const count = make('b', {'aria-hidden': 'true'});
  const label = make('span', {}, make('small', {}, `${words.upcoming} · ${length}`), ' ', make('span', {lang: '', dir: 'auto'}, found.name || words.upcoming));
  const link = make('a', {href: found.href}, icon(PLAY), label);
  const stay = make('button', {type: 'button'}, words.stay);
  const box = make('div', {class: 'upcoming', role: 'status'});
  let left = COUNTED_S;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;

  const halt = () => {
    clearInterval(timer);
    timer = undefined;
    if (box.contains(stay) && stay.matches(':focus')) link.focus({preventScroll: true});
    stay.remove();
    count.remove();
  };
  const end = () => {
    halt();
    box.remove();
  };
  /** @param {boolean} byKeyboard */
  const go = (byKeyboard) => {
    halt();
    if (!found.next) return location.assign(found.href);
    found.next.play(byKeyboard);
  };
  const tick = () => {
    // Nobody hears a page that opens behind other windows: browsers keep it silent.
    if (document.hidden) return;
    put(count, 'text', `${--left}`);
    if (left > 0) return;
    go(dock.element.matches(':focus-within'));
  };

  if (offers.has(deck)) offers.get(deck)?.end();
  else dress(deck);
  offers.set(deck, {halt, end});
  // Empty first: what comes into it then is read out.
  dock.element.prepend(box);
  box.append(link);
  if (found.next) link.onclick = (event) => {
    event.preventDefault();
    go(!event.detail);
  };
  if (found.opens) {
    put(count, 'text', `${left}`);
    link.append(count);
    box.append(stay);
    timer = setInterval(tick, 1000);
  }
}
