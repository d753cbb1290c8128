// @ts-check
/**
 * A narration that is not ready: deliver the article where it is unknown, and ask again while it is being spoken, taking what can
 * be played already. Fetched only then.
 * @import {Article, Content, Layout, Manifest, Part, Service} from './types.js'
 */
import {wellFormed} from './characters.js';
import {estimateLength} from './parts.js';
import {Reel} from './reel.js';
import {refusal} from './service.js';

const SLOWEST_MS = 15_000;
const SHORTEST_MS = 100;
const STEP_MS = 50;
// So often in a row the service may leave a question unanswered: a train goes through a tunnel.
const MOST_MISSED = 20;
const GROWTH = 1.4;
const MOST_WAITS = 6;
const LONGEST_TITLE = 300;

/**
 * Delivers the content; answers as a look-up does.
 * @param {Service} service
 * @param {Content} content
 * @param {Layout} layout
 * @returns {Promise<Manifest>}
 */
async function deliver(service, content, layout) {
  // Nobody wrote those words.
  if (/\btranslated-(ltr|rtl)\b/.test(document.documentElement.className)) {
    throw Object.assign(new Error('translated'), {facts: {}});
  }
  const {factsOf} = await import('./facts.js');
  // A lone half of a character is no text for JSON.
  const blocks = content.blocks.map(({kind, text, language, hints}) => ({kind, text: wellFormed(text), language, hints}));
  const [first] = blocks;
  const title = [...(first.kind === 'title' ? first.text : document.title)].slice(0, LONGEST_TITLE).join('');
  const {address} = layout;
  const own = address && {url: address, canonical: address};
  const body = JSON.stringify({...content, blocks, title, ...factsOf(layout), ...own});
  return service.ask('/narrations', {method: 'POST', headers: {'Content-Type': 'application/json'}, body});
}

/**
 * Waits before the next question: as short as the service allows while a reader waits or listens, else for `longest_ms`, and for ever
 * while the page is hidden: nobody waits there. In small steps, so that a press is not left waiting.
 * @param {number} shortest_ms
 * @param {number} longest_ms
 * @param {Article} pursuit
 */
async function patience(shortest_ms, longest_ms, {isActive, signal}) {
  const began_ms = performance.now();
  const isOver = () => {
    const waited_ms = performance.now() - began_ms;
    if (signal.aborted) return true;
    return isActive() ? waited_ms >= shortest_ms : waited_ms >= longest_ms && !document.hidden;
  };
  do await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  while (!isOver());
}

/** Has the browser keep a part, so that it begins without a gap. @param {Part} part @param {Article} pursuit */
function prefetch({url}, {service, signal}) {
  fetch(new URL(url, service.root), {credentials: 'omit', signal}).catch(() => {});
}

/**
 * Takes what of the narration can be played, each time that it has grown, until it is ready.
 * @param {Article} pursuit
 * @param {Reel} reel
 * @param {Manifest} answer
 */
async function speakOn(pursuit, reel, answer) {
  const {service, content, signal, isActive, take} = pursuit;
  let seen = 1; // The first part is played at once.
  let missed = 0;
  for (let factor = 1; answer.state === 'speaking'; factor *= GROWTH) {
    const {parts = [], sentences, retry_after_ms = 0} = answer;
    if (isActive()) parts.slice(seen).forEach((part) => prefetch(part, pursuit));
    seen = Math.max(seen, parts.length);
    if (reel.extend(answer)) take({...answer, estimate_ms: estimateLength(sentences, content.blocks)}, reel);
    const shortest_ms = Math.max(SHORTEST_MS, retry_after_ms);
    await patience(shortest_ms, Math.min(SLOWEST_MS, shortest_ms * factor), pursuit);
    try {
      answer = await service.ask(`/narrations/${content.fingerprint}`);
      missed = 0;
    } catch (/** @type {any} */ failure) {
      if (failure.message !== 'no-answer' || signal.aborted || ++missed > MOST_MISSED) throw failure;
    }
  }
  reel.extend(answer);
  take(answer, reel);
}

/**
 * Waits, silently and not for ever, while the site takes the text for true only when somebody else says so too.
 * @param {Article} pursuit
 * @param {Manifest} answer
 * @returns {Promise<Manifest>}
 */
async function vouched(pursuit, answer) {
  const {service, content} = pursuit;
  for (let asked = 0; answer.state === 'waiting'; asked++) {
    if (asked === MOST_WAITS) throw refusal('waiting', {root: service.root});
    const pause_ms = Math.max(SHORTEST_MS, answer.retry_after_ms ?? 0) * GROWTH ** asked;
    await patience(pause_ms, pause_ms, pursuit);
    answer = await service.ask(`/narrations/${content.fingerprint}`);
  }
  return answer;
}

/**
 * Delivers what is unknown, and follows the speaking of it. Rejects when the service cannot speak it; what was taken can then still
 * be heard, and a reader who presses again at its end has the rest asked for again.
 * @param {Article} pursuit
 * @param {Manifest & Error} known the answer to a look-up, or why there is none
 */
export async function pursue(pursuit, known) {
  const {service, content, layout, signal, audio, launch, fail} = pursuit;
  if (known.message) throw known;
  /** @param {Promise<Manifest>} asked */
  const follow = (asked) => asked.then((answer) => speakOn(pursuit, reel, answer)).catch((failure) => {
    reel.lose();
    throw failure;
  });
  const again = () => void follow(service.ask(`/narrations/${content.fingerprint}`)).catch(fail);
  const answer = await vouched(pursuit, known.state ? known : await deliver(service, content, layout));
  launch();
  const reel = new Reel(audio, service.root, again, signal);
  await follow(Promise.resolve(answer));
}
