// @ts-check
/**
 * `npm run build`: from the modules here to static/readalong: a classic loader under its stable name, and the parts that are
 * fetched later under names that carry their content's hash. The same sources always give the same bytes.
 */
import {createHash} from 'node:crypto';
import {mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {brotliCompressSync, gzipSync} from 'node:zlib';
import {build, transform} from 'esbuild';
import {minify} from 'terser';
import {LETTER_OF, PRIVATE_NAMES} from './private_names.mjs';

export const SOURCES = fileURLToPath(new URL('.', import.meta.url));
export const OUTPUT = fileURLToPath(new URL('../readalong/', import.meta.url));
export const FOR_SERVICE = fileURLToPath(new URL('../../player/articles/extraction/unconfigured_v8.js', import.meta.url));
export const {version} = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
// From /v1/readalong.js, where the service serves the loader, to its static files.
const FROM_LOADER = '../static/readalong/';
const LANGUAGES = readdirSync(`${SOURCES}words`).map((name) => `words/${name.slice(0, -3)}`);
const PARTS = [
  'back', 'badges', 'choices', 'company', 'complaint', 'controls', 'core', 'delivery', 'facts', 'hash', 'inspector', 'living', 'looks', 'markup', 'media_session', 'mini', 'more',
  'next', 'overlay', 'pieces', 'player', 'preview', 'reasons', 'steady', 'tap', 'tints', 'turns', 'unconfigured', 'versions', ...LANGUAGES,
];
// What the other parts use of the core, which is there before them, by module.
/** @type {Record<string, string[]>} */
const SHARED = {
  article: ['createArticle'],
  base_style: ['BASE_CSS'],
  core: ['choose', 'describe', 'hasBadges', 'read'],
  elements: ['WORN', 'icon', 'make', 'shadow', 'sheet'],
  labels: ['ENGLISH', 'labelLanguage', 'wordsIn'],
  selectors: ['matches'],
  times: ['clockTime'],
  warnings: ['warn'],
};
const SHARED_NAMES = Object.values(SHARED).flat();

// The core exports them as one array, which is smaller than a list of names.
const SHARING = Object.entries(SHARED).map(([module, names]) => `import {${names}} from '${SOURCES}${module}.js';`);

/**
 * Shrinks the style sheets: the strings that the `*_style.js` modules export.
 * @type {import('esbuild').Plugin}
 */
export const styles = {
  name: 'styles',
  setup({onLoad}) {
    onLoad({filter: /_style\.js$/}, async ({path}) => {
      const sheets = Object.entries(await import(path)).map(async ([name, css]) => {
        const {code} = await transform(css, {loader: 'css', minify: true});
        return `export const ${name} = ${JSON.stringify(code.trim())};`;
      });
      return {contents: (await Promise.all(sheets)).join('\n'), loader: 'js'};
    });
  },
};

/**
 * Leaves imports of other parts to the browser, under their built names: one import statement for all that comes from one of them.
 * @param {string} name the part being built
 * @param {string} hash
 * @returns {import('esbuild').Plugin}
 */
const parts = (name, hash) => ({
  name: 'parts',
  setup({onResolve, onLoad}) {
    onResolve({filter: /^\.\//}, ({path, kind, namespace}) => {
      const module = path.slice(2, -3);
      if (kind === 'dynamic-import') return {path: `./${module}-${hash}.js`, external: true};
      if (namespace === 'shared') return {path, external: true};
      return module in SHARED && name !== 'core' ? {path: 'core', namespace: 'shared'} : undefined;
    });
    // Taken in one go, which is smaller than those alone that a part uses, one after the other.
    const contents = `import {_} from './core-${hash}.js'; export const [${SHARED_NAMES}] = _;`;
    onLoad({filter: /./, namespace: 'shared'}, () => ({contents}));
  },
});

/**
 * @param {string} name
 * @param {string} hash
 * @returns {Promise<string>}
 */
export async function bundle(name, hash) {
  const own = `export ${name === 'core' ? '{start}' : '*'} from '${SOURCES}${name}.js';`;
  const contents = name === 'core' ? `${own} ${SHARING.join('')} export const _ = [${SHARED_NAMES}];` : own;
  const {outputFiles} = await build({
    stdin: {contents, resolveDir: SOURCES}, bundle: true, minify: true, write: false, format: 'esm', target: 'es2022',
    legalComments: 'none', plugins: [styles, parts(name, hash)], mangleProps: PRIVATE_NAMES, mangleCache: LETTER_OF,
    define: {VERSION: JSON.stringify(version), CORE: JSON.stringify(`${FROM_LOADER}core-${hash}.js`), WORDS: JSON.stringify(`./words-*-${hash}.js`)},
  });
  // Once more: what esbuild leaves is 4 % larger, and every page pays for it.
  const compress = {passes: 3, pure_getters: true, unsafe: true, unsafe_arrows: true, lhs_constants: false};
  const {code} = await minify(outputFiles[0].text, {module: name !== 'loader', ecma: 2020, compress});
  return code ?? '';
}

/**
 * The parts import one another, so one hash over all of them names them all.
 * @returns {Promise<string>}
 */
async function commonHash() {
  const hash = createHash('sha256');
  for (const name of PARTS) hash.update(await bundle(name, ''));
  return hash.digest('hex').slice(0, 10);
}

/**
 * What finds the text of pages without a layout, for the service's own V8: a script that leaves one global, `unconfigured`.
 * @returns {Promise<string>}
 */
export async function builtForService() {
  const {outputFiles} = await build({
    entryPoints: [`${SOURCES}unconfigured_v8.js`], bundle: true, minify: true, write: false, format: 'iife',
    globalName: 'unconfigured', target: 'es2022', legalComments: 'none',
  });
  return outputFiles[0].text;
}

/**
 * The built files, by name.
 * @returns {Promise<Record<string, string>>}
 */
export async function built() {
  const hash = await commonHash();
  /** @type {Record<string, string>} */
  const files = {'readalong.js': await bundle('loader', hash)};
  for (const name of PARTS) files[`${name.replace('/', '-')}-${hash}.js`] = await bundle(name, hash);
  return files;
}

/**
 * Writes a script and, beside it, what the service sends in its place to whoever takes that: packed as tightly as can be, once for all.
 * @param {string} path
 * @param {string} code
 */
export function writePacked(path, code) {
  writeFileSync(path, code);
  writeFileSync(`${path}.br`, brotliCompressSync(code));
  writeFileSync(`${path}.gz`, gzipSync(code, {level: 9}));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = await built();
  mkdirSync(OUTPUT, {recursive: true});
  for (const old of readdirSync(OUTPUT)) rmSync(OUTPUT + old);
  for (const [name, code] of Object.entries(files)) writePacked(OUTPUT + name, code);
  writeFileSync(FOR_SERVICE, await builtForService());
}
