// @ts-check
/** `atob` for a bare V8: what stands in for the document there unpacks its tables with it when it is loaded. */

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * The bytes that Base64 text stands for, one character each.
 * @param {string} text
 * @returns {string}
 */
export function atob(text) {
  let bytes = '';
  let bits = 0;
  let held = 0;
  for (const digit of text.replace(/=+$/, '')) {
    bits = ((bits << 6) | DIGITS.indexOf(digit)) & 0xfff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes += String.fromCharCode((bits >> held) & 0xff);
  }
  return bytes;
}

globalThis.atob ??= atob;
