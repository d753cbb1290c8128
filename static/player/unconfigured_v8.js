// @ts-check
/**
 * unconfigured.js for the service: its entry in a bare V8, where linkedom stands in for the browser's document.
 *
 * The page comes as a list of nodes, already parsed by the service as browsers parse, so no HTML is read here and the elements of
 * the answer are named by their place in the list.
 */
import './base64.js';
import {parseHTML} from 'linkedom/worker';
import {find} from './unconfigured.js';

/**
 * A node of the list: where its parent stands (-1: the document), and its text, or its name, namespace and attributes.
 * @typedef {[parent: number, text: string] | [parent: number, name: string, namespace: string, attributes: [string, string][]]} Row
 */

/** @param {Document} page @param {Row} row @returns {Node} */
function nodeOf(page, [, name, namespace, attributes]) {
  if (namespace === undefined) return page.createTextNode(name);
  const element = namespace ? page.createElementNS(namespace, name) : page.createElement(name);
  for (const [key, value] of attributes ?? []) element.setAttribute(key, value);
  return element;
}

/** @param {readonly Row[]} rows */
function build(rows) {
  const {document: page} = parseHTML('<!doctype html>');
  page.documentElement?.remove();
  /** @type {Node[]} */
  const nodes = [];
  for (const row of rows) {
    const node = nodeOf(page, row);
    (nodes[row[0]] ?? page).appendChild(node);
    nodes.push(node);
  }
  return {page, nodes};
}

/**
 * What is read of a page: see `find`. Elements are given by their places in the list.
 * @param {string} request JSON: `{pathname, rows}`
 * @returns {string} JSON: `{title, roots, skipped}`, or `{refusal}`
 */
export function select(request) {
  const {pathname, rows} = JSON.parse(request);
  const {page, nodes} = build(rows);
  const found = find(page, pathname);
  if (typeof found === 'string') return JSON.stringify({refusal: found});
  const places = new Map(nodes.map((node, place) => [node, place]));
  const placeOf = (/** @type {Element} */ element) => /** @type {number} */ (places.get(element));
  return JSON.stringify({
    title: found.title ? placeOf(found.title) : null,
    roots: found.roots.map(placeOf),
    skipped: [...found.reasons].map(([element, reason]) => [placeOf(element), reason]),
  });
}
