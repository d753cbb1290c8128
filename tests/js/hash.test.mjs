// @ts-check
/** SHA-256 by our own hand, against Node's. */
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {test} from 'node:test';
import {digest} from '../../static/player/hash.js';

/** @param {Uint8Array} message */
const ours = async (message) => Buffer.from(await digest('SHA-256', message)).toString('hex');
/** @param {Uint8Array} message */
const theirs = (message) => createHash('sha256').update(message).digest('hex');

test('the standard’s own example has its hash', async () => {
  const known = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  assert.equal(await ours(new TextEncoder().encode('abc')), known);
});

test('texts of every length around a block’s edge have the hash that others compute', async () => {
  for (let length = 0; length < 200; length++) {
    const message = Uint8Array.from({length}, (_, at) => (at * 31 + length) % 256);
    assert.equal(await ours(message), theirs(message), `${length} bytes`);
  }
});

test('a long text has it too', async () => {
  const message = new TextEncoder().encode('Una niña contó 7 olas 🦀. '.repeat(5000));
  assert.equal(await ours(message), theirs(message));
});
