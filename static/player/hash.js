// @ts-check
/**
 * SHA-256 (FIPS 180-4) for pages of plain HTTP, where browsers give no `crypto.subtle`. Fetched there only.
 */

const BLOCK = 64;
const LENGTH = 8; // The message's length takes the last bytes of its last block.

/** The first `count` primes. @param {number} count */
function primes(count) {
  /** @type {number[]} */
  const found = [];
  for (let number = 2; found.length < count; number++) if (found.every((prime) => number % prime)) found.push(number);
  return found;
}

/** The first 32 bits of a number's fraction. @param {number} number */
const fraction = (number) => ((number % 1) * 2 ** 32) | 0;

const CONSTANTS = primes(BLOCK).map((prime) => fraction(Math.cbrt(prime)));
const BEGINNING = primes(8).map((prime) => fraction(Math.sqrt(prime)));

/** @param {number} word @param {number} bits */
const rotated = (word, bits) => (word >>> bits) | (word << (32 - bits));

/** The message with a one, zeros and its length behind it. @param {Uint8Array} message */
function padded(message) {
  const blocks = Math.ceil((message.length + 1 + LENGTH) / BLOCK);
  const bytes = new Uint8Array(blocks * BLOCK);
  bytes.set(message);
  bytes[message.length] = 0x80;
  new DataView(bytes.buffer).setBigUint64(bytes.length - LENGTH, BigInt(message.length) * 8n);
  return new DataView(bytes.buffer);
}

/** A block's words, and those that follow from them. @param {DataView} bytes @param {number} start */
function schedule(bytes, start) {
  const words = new Int32Array(BLOCK);
  for (let at = 0; at < 16; at++) words[at] = bytes.getInt32(start + at * 4);
  for (let at = 16; at < BLOCK; at++) {
    const [early, late] = [words[at - 15], words[at - 2]];
    const first = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
    const second = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
    words[at] = words[at - 16] + first + words[at - 7] + second;
  }
  return words;
}

/** @param {number[]} state @param {Int32Array} words @returns {number[]} the next state */
function compressed(state, words) {
  let [a, b, c, d, e, f, g, h] = state;
  words.forEach((word, at) => {
    const high = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const first = (h + high + ((e & f) ^ (~e & g)) + CONSTANTS[at] + word) | 0;
    const low = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const second = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
  });
  return [a, b, c, d, e, f, g, h].map((word, at) => (word + state[at]) | 0);
}

/**
 * As `crypto.subtle` does it.
 * @param {'SHA-256'} _ the one that there is
 * @param {Uint8Array} message
 * @returns {Promise<ArrayBuffer>}
 */
export async function digest(_, message) {
  const bytes = padded(message);
  let state = BEGINNING;
  for (let start = 0; start < bytes.byteLength; start += BLOCK) state = compressed(state, schedule(bytes, start));
  const answer = new DataView(new ArrayBuffer(32));
  state.forEach((word, at) => answer.setInt32(at * 4, word));
  return answer.buffer;
}
