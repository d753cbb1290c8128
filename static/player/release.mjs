// @ts-check
/**
 * `npm run release`: keeps the script of the package's version for ever, in static/releases: one file for tags that pin it, and the
 * parts that pages still ask for when their loader is of that version. docs/decisions/0015 says why.
 */
import {createHash} from 'node:crypto';
import {cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {minify} from 'terser';
import {OUTPUT, SOURCES, styles, version, writePacked} from './build.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const RELEASES = `${ROOT}static/releases/`;
const MANIFEST = `${RELEASES}integrity.json`;
const DOCS = `${ROOT}docs/embedding.md`;
// As labels.js has it; a bundler finds the files only where it sees their names.
const FETCHED_WORDS = "import(WORDS.replace('*', language))";
const BUNDLED_WORDS = 'import(`./words/${language}.js`)';

/** @type {import('esbuild').Plugin} */
const words = {
  name: 'words',
  setup({onLoad}) {
    onLoad({filter: /player\/labels\.js$/}, ({path}) => {
      const source = readFileSync(path, 'utf8');
      if (!source.includes(FETCHED_WORDS)) throw new Error(`${path} no longer says ${FETCHED_WORDS}. Teach release.mjs how it fetches words.`);
      return {contents: source.replace(FETCHED_WORDS, BUNDLED_WORDS), loader: 'js'};
    });
  },
};

/** The whole script in one file. @returns {Promise<string>} */
export async function pinned() {
  const {outputFiles} = await build({
    entryPoints: [`${SOURCES}pinned.js`], bundle: true, minify: true, write: false, format: 'iife', target: 'es2022', legalComments: 'none',
    plugins: [styles, words],
    // Where the parts come from, which this has none of.
    define: {'import.meta.url': 'location.href', VERSION: JSON.stringify(version)},
  });
  const {code} = await minify(outputFiles[0].text, {ecma: 2020, compress: {passes: 3}});
  return code ?? '';
}

/** What `integrity` says of a script. @param {string | Uint8Array} script */
export const integrityOf = (script) => `sha384-${createHash('sha384').update(script).digest('base64')}`;

/** @param {string} version @param {boolean} again whether a version that has not left this machine is made once more */
async function release(version, again) {
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8'));
  const script = await pinned();
  const integrity = integrityOf(script);
  if (manifest[version] && manifest[version] !== integrity && !again) {
    throw new Error(`${version} is released and stays as it is: pages name it with its hash. Raise the version in package.json first.`);
  }
  writePacked(`${RELEASES}readalong-${version}.js`, script);
  writeFileSync(MANIFEST, `${JSON.stringify({...manifest, [version]: integrity}, null, 2)}\n`);
  writeFileSync(DOCS, readFileSync(DOCS, 'utf8').replace(/readalong-\d[\d.]*\.js/g, `readalong-${version}.js`).replace(/sha384-[\w+/]{64}/g, integrity));
  keepParts(version);
  console.log(`static/releases/readalong-${version}.js\n${integrity}`);
}

/** Keeps the hashed parts of this version and of the one before it. @param {string} version */
function keepParts(version) {
  const folder = `${RELEASES}parts/`;
  mkdirSync(folder, {recursive: true});
  const kept = readdirSync(folder).filter((name) => name !== version).sort((one, other) => one.localeCompare(other, 'en', {numeric: true}));
  for (const old of kept.slice(0, -1)) rmSync(folder + old, {recursive: true});
  rmSync(folder + version, {recursive: true, force: true});
  cpSync(OUTPUT, folder + version, {recursive: true, filter: (path) => !path.includes('/readalong.js')});
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await release(version, process.argv.includes('--again'));
}
