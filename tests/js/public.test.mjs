// @ts-check
/** What publishers may use: the same in the code, in its types and in docs/embedding.md. */
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {test} from 'node:test';
import ts from 'typescript';

const ROOT = new URL('../../', import.meta.url);
const PLAYER = new URL('static/player/', ROOT);
/** @param {string} path */
const source = (path) => readFileSync(new URL(path, ROOT), 'utf8');
const docs = source('docs/embedding.md');
const core = source('static/player/core.js');

/** The names of an interface's members. @param {string} path @param {string} name @returns {string[]} */
function members(path, name) {
  const file = ts.createSourceFile(path, source(path), ts.ScriptTarget.Latest);
  /** @type {string[]} */
  const found = [];
  file.forEachChild((node) => {
    if (!ts.isInterfaceDeclaration(node) || node.name.text !== name) return;
    for (const {name: member} of node.members) if (member && 'text' in member) found.push(`${member.text}`);
  });
  assert.ok(found[0], `${name} in ${path}`);
  return found.sort();
}

/** The first column of the table in a section of the docs, without arguments. @param {string} heading */
function column(heading) {
  const section = docs.split(`## ${heading}\n`)[1].split('\n## ')[0];
  return [...section.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name.split('(')[0])).sort();
}

/** @param {RegExp} pattern @param {(file: string) => boolean} of @returns {string[]} */
function inSources(pattern, of) {
  const files = readdirSync(PLAYER).filter((file) => file.endsWith('.js') && of(file));
  const found = files.flatMap((file) => [...readFileSync(new URL(file, PLAYER), 'utf8').matchAll(pattern)].map(([name]) => name));
  return [...new Set(found)].sort();
}

const TYPES = 'static/player/readalong.d.ts';

test('the members of window.ReadAlong', () => {
  const made = core.split('global.ReadAlong = {\n')[1].split('\n  };')[0];
  const names = [...made.matchAll(/^ {4}(?:get )?(\w+)[(:]/gm)].map(([, name]) => name);
  const shorthand = [...made.matchAll(/^ {4}(\w+),$/gm)].map(([, name]) => name);
  const inCode = [...names, ...shorthand].sort();
  assert.deepEqual(members(TYPES, 'ReadAlong'), inCode);
  assert.deepEqual(column('`window.ReadAlong`'), inCode);
});

test('the events', () => {
  const told = source('static/player/types.d.ts').match(/tell: \(name: ([^)]+)\)/)?.[1] ?? '';
  const inCode = [...told.matchAll(/'(\w+)'/g)].map(([, name]) => `readalong:${name}`).sort();
  assert.deepEqual(members(TYPES, 'ReadAlongEvents'), inCode);
  assert.deepEqual(column('Events'), inCode);
});

test('the state', () => {
  const section = docs.split('## `window.ReadAlong`\n')[1].split('\n## ')[0];
  for (const name of members(TYPES, 'ReadAlongState')) assert.ok(section.includes(`\`${name}\``), name);
});

test('the CSS properties', () => {
  const inCode = inSources(/--readalong-[a-z-]+(?=[,)'])/g, (file) => /style|looks|lights/.test(file));
  assert.deepEqual(column('Style'), inCode);
});

test('the attributes of links and elements', () => {
  const told = docs + source('docs/extraction.md');
  for (const name of inSources(/(?<=\[)data-readalong[a-z-]*/g, () => true)) assert.ok(told.includes(name), name);
});
