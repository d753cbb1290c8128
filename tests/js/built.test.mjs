// @ts-check
/** The built files: as small as promised, and those that the sources give. */
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {test} from 'node:test';
import {brotliDecompressSync, gunzipSync, gzipSync} from 'node:zlib';
import {FOR_SERVICE, SOURCES, built, builtForService} from '../../static/player/build.mjs';
import {LETTER_OF, PRIVATE} from '../../static/player/private_names.mjs';

const KB = 1024;
const FOLDER = new URL('../../static/readalong/', import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.js'));

/** @param {string} start @returns {number} bytes */
function zipped(start) {
  const [file, ...others] = files.filter((name) => name.startsWith(start));
  assert.deepEqual(others, []);
  return gzipSync(readFileSync(new URL(file, FOLDER)), {level: 9}).length;
}

test('the loader is at most 0.5 kB', () => assert.ok(zipped('readalong.js') <= 0.5 * KB));

// docs/decisions/0010 says what counts and where the budgets are to get to, and docs/benchmarks.md has all parts.
test('what a page fetches before anybody presses is at most 5.82 kB', () => assert.ok(zipped('core-') <= 5.82 * KB, `${zipped('core-')} B`));

test('what a listener fetches who opens nothing is at most 13.46 kB', () => {
  const whole = ['readalong.js', 'core-', 'player-'].reduce((sum, part) => sum + zipped(part), 0);
  assert.ok(whole <= 13.46 * KB, `${whole} B`);
});

test('what a browser receives that takes brotli, as all do over HTTPS, is at most 12.07 kB for a listener who opens nothing', () => {
  const packed = ['readalong.js', 'core-', 'player-'].map((part) => files.find((name) => name.startsWith(part)));
  const whole = packed.reduce((sum, file) => sum + readFileSync(new URL(`${file}.br`, FOLDER)).length, 0);
  assert.ok(whole <= 12.07 * KB, `${whole} B`);
});

test('what a narration that is not ready needs besides is at most 2.5 kB', () => {
  assert.ok(zipped('delivery-') <= 2.5 * KB, `${zipped('delivery-')} B`);
});

test('the built files are those that `npm run build` makes', async () => {
  const fresh = await built();
  assert.deepEqual(files.sort(), Object.keys(fresh).sort());
  for (const file of files) assert.equal(readFileSync(new URL(file, FOLDER), 'utf8'), fresh[file], file);
});

test('beside each built file lies the same one packed, by brotli and by gzip', () => {
  assert.equal(readdirSync(FOLDER).length, 3 * files.length);
  for (const file of files) {
    const code = readFileSync(new URL(file, FOLDER), 'utf8');
    assert.equal(`${brotliDecompressSync(readFileSync(new URL(`${file}.br`, FOLDER)))}`, code, file);
    assert.equal(`${gunzipSync(readFileSync(new URL(`${file}.gz`, FOLDER)))}`, code, file);
  }
});

// Readability alone has 11.7 kB.
test('what finds the text of pages without a layout is at most 17 kB', () => {
  assert.ok(zipped('unconfigured-') <= 17 * KB, `${zipped('unconfigured-')} B`);
});

test('the script for the service’s own V8: the built files are those that `npm run build` makes', async () => {
  assert.equal(readFileSync(FOR_SERVICE, 'utf8'), await builtForService());
});

test('the version is the package’s', () => {
  const {version} = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const core = files.find((name) => name.startsWith('core-')) ?? '';
  assert.ok(readFileSync(new URL(core, FOLDER), 'utf8').includes(`"${version}"`));
});

test('docs/benchmarks.md has the size of every part', () => {
  const docs = readFileSync(new URL('../../docs/benchmarks.md', import.meta.url), 'utf8');
  const table = new Map([...docs.matchAll(/^\| `([\w-]+)` \| ([\d.]+) \|/gm)].map(([, part, kilobytes]) => [part, +kilobytes * KB]));
  const parts = files.map((name) => name.replace(/(-[0-9a-f]{10})?\.js$/, ''));
  assert.deepEqual([...table.keys()].sort(), parts.filter((part) => !part.startsWith('words-') || part === 'words-es').sort());
  for (const [part, written] of table) {
    const bytes = zipped(part === 'readalong' ? 'readalong.js' : `${part}-`);
    assert.ok(Math.abs(bytes - written) <= 0.1 * bytes + 52, `${part}: ${bytes} B, written down ${written}`);
  }
});

/** Names that the browser or the staff API have where the script has no business: of codecs, paint timings, user activation, tags and lists of articles. */
const ELSEWHERE = ['article', 'articles', 'config', 'element', 'isActive'];

test('the names that the build shortens are ours alone: no browser, no page, no service and no part has them', async () => {
  const types = new URL('../../node_modules/typescript/lib/', import.meta.url);
  const browser = readdirSync(types).filter((name) => /^lib\.(dom|es).*\.d\.ts$/.test(name)).map((name) => readFileSync(new URL(name, types), 'utf8'));
  const known = new Set(browser.flatMap((text) => [...text.matchAll(/^\s*(?:readonly |get |set )*"?(\w+)"?\??[:(<]/gm)].map(([, name]) => name)));
  const docs = ['api', 'embedding'].map((name) => readFileSync(new URL(`../../docs/${name}.md`, import.meta.url), 'utf8')).join('');
  const said = new Set([...docs.matchAll(/"(\w+)":|`(\w+)`|ReadAlong\.(?:state\.)?(\w+)/g)].flatMap((match) => match.slice(1)));
  const sources = readdirSync(SOURCES).filter((name) => name.endsWith('.js'));
  const source = sources.map((name) => readFileSync(SOURCES + name, 'utf8')).join('\n');
  const code = Object.values(await built()).join('');
  assert.equal(new Set(Object.values(LETTER_OF)).size, PRIVATE.length);
  for (const name of PRIVATE) {
    assert.ok(ELSEWHERE.includes(name) || !known.has(name), `${name}: the browser has it`);
    assert.ok(ELSEWHERE.includes(name) || !said.has(name), `${name}: the documentation has it`);
    assert.ok(!new RegExp(`export\\{[^}]*\\b${name}\\b`).test(code), `${name}: a part exports it`);
    assert.ok(new RegExp(`\\b${name}\\b`).test(source), `${name}: nothing has it any longer`);
  }
});
