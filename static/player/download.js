// @ts-check
/**
 * The narration as a file to keep, where the site allows it. The service makes it when it is first asked for.
 * @import {Deck} from './types.js'
 */
import {make} from './elements.js';

/** @param {number} ms */
const sleep = (ms) => new Promise((wake) => setTimeout(wake, ms));

/**
 * Waits until the file is there, and has the browser save it.
 * @param {Deck} deck
 * @returns {Promise<void>}
 */
export async function download({article: {service, content}, known, signal}) {
  const {grant} = known();
  const url = service.url(`/narrations/${content.fingerprint}/audio.mp3${grant ? `?grant=${grant}` : ''}`);
  // Asked for by its head alone: a file that is there is answered by the link, and may lie with another host.
  const options = /** @type {RequestInit} */ ({method: 'HEAD', credentials: 'omit', redirect: 'manual', signal});
  for (let answer = await fetch(url, options); answer.status === 202; answer = await fetch(url, options)) await sleep(1000);
  make('a', {href: url, download: ''}).click();
}
