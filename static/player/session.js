// @ts-check
/**
 * The playback session of an article on one view of the page: what the service is told of it.
 * @import {Article, Session, State} from './types.js'
 */
import {lengthOf, reached} from './reached.js';

const EVERY_MS = 15_000;
const LONGEST_MS = 24 * 3600 * 1000;
const SLOWEST = 0.75;
const REFUSED = 400; // The least status that says so.

/**
 * @param {Article} article
 * @returns {Session}
 */
export function begin(article) {
  const {service, signal, tell, fail, about} = article;
  /** Once the reader has gone elsewhere. @type {typeof import('./pieces.js') | undefined} */
  let pieces;
  /** @type {Map<number, number>} */
  const replays = new Map();
  // How many milestones have been reached.
  let passed = 0;
  let audio = '';
  let began_ms = 0;
  let sent_ms = 0;
  // The state that the service is known, or about, to have.
  let told = '';
  /** @type {State | undefined} */
  let latest;

  /** @param {string} occasion @param {State} state */
  const send = (occasion, {heard, rate, seeks}) => {
    const now_ms = performance.now();
    const at_ms = Math.round(now_ms - began_ms);
    const listened = {heard, replays: [...replays]};
    const news = JSON.stringify([listened, rate, seeks]);
    if (!began_ms || news === told || at_ms > LONGEST_MS) return;
    told = news;
    sent_ms = now_ms;
    const facts = {...about, occasion, audio, at_ms, rate, seeks, source: (article.source ??= 'page')};
    service.tell(pieces?.bodyOf(facts, listened) ?? JSON.stringify({...facts, ...listened})).catch(() => REFUSED).then((status) => {
      // Said again on the next occasion.
      if (status >= REFUSED && told === news) told = '';
    });
  };

  /** @param {State} state @param {State} before @param {boolean} passes whether a milestone is */
  const occasionOf = ({phase}, before, passes) => {
    if (phase !== before.phase && /ended|paused|error/.test(phase)) return phase === 'ended' ? phase : 'pause';
    if (phase !== 'playing') return '';
    if (!sent_ms) return 'start';
    if (passes) return 'milestone';
    return performance.now() - sent_ms >= EVERY_MS ? 'playing' : '';
  };

  addEventListener('online', () => latest && send('playing', latest), {signal});

  return {
    watch(state, before, known) {
      latest = state;
      audio = known.audio?.url.split('/').pop() ?? '';
      // What was heard before this part came counts as time that passed.
      if (state.phase === 'playing') began_ms ||= performance.now() - lengthOf(state.heard) / SLOWEST;
      if (state.seeks > before.seeks) import('./pieces.js').then((came) => (pieces = came)).catch(fail);
      for (const index of pieces?.replayed(state, before, known) ?? []) replays.set(index, (replays.get(index) ?? 0) + 1);
      const news = reached(lengthOf(state.heard), state.duration_ms).slice(passed);
      passed += news.length;
      for (const name of news) if (name) tell(name);
      const occasion = occasionOf(state, before, news.length > 0);
      if (occasion) send(occasion, state);
    },
    leave: (state) => send('leave', state),
  };
}
