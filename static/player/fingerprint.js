// @ts-check
/**
 * The content fingerprint: docs/api.md, “The fingerprint”. Twin of `synthesis/text/fingerprints.py`;
 * both run tests/vectors/fingerprints.json.
 * @import {Kind} from './types.js'
 */

/**
 * Lower-case hex SHA-256; needs `crypto.subtle`, which browsers give to https and localhost pages only.
 * @param {string} language
 * @param {readonly {kind: Kind, text: string}[]} blocks
 * @returns {Promise<string>}
 */
export async function fingerprint(language, blocks) {
  const lines = ['readalong 1', language.toLowerCase(), ...blocks.map(({kind, text}) => `${kind}\t${text}`)];
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(lines.join('\n')));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
