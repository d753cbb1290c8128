// @ts-check
/**
 * The content fingerprint: docs/api.md, “The fingerprint”. Twin of `synthesis/text/fingerprints.py`;
 * both run tests/vectors/fingerprints.json.
 * @import {Block} from './types.js'
 */

/**
 * Bytes as lower-case hex.
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Lower-case hex SHA-256; by our own hand where the browser offers none, as on pages of plain HTTP.
 * @param {string} language
 * @param {readonly Pick<Block, 'kind' | 'text' | 'notes'>[]} blocks
 * @returns {Promise<string>}
 */
export async function fingerprint(language, blocks) {
  const lines = blocks.map(({kind, text, notes = ''}) => `\n${kind}\t${text}${notes}`);
  const text = `readalong 1\n${language.toLowerCase()}${lines.join('')}`;
  const hash = await (crypto.subtle ?? await import('./hash.js')).digest('SHA-256', new TextEncoder().encode(text));
  return hex(new Uint8Array(hash));
}
