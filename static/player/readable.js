// @ts-check
/**
 * Which text of the page Readability takes for the article: its answer, brought back to the page's own text nodes.
 *
 * Readability takes a document apart, so it works on a copy; every text node of the copy knows the one that it was copied from.
 * Where its first try finds little it puts the body back from its HTML and tries again less strictly. The body here is put back
 * as a new copy instead: the text nodes stay known, no HTML is written or parsed, and a page's Trusted Types have nothing to refuse.
 */
import {Readability} from '@mozilla/readability';

const ELEMENT = 1;
const TEXT = 3;

/**
 * The text nodes that Readability keeps.
 * @param {Document} page
 * @param {(element: Element) => boolean} isLeftOut what Readability shall not see
 * @returns {Set<Text>}
 */
export function readableText(page, isLeftOut) {
  /** @type {Map<Node, Text>} */
  const originals = new Map();
  const copy = /** @type {Document} */ (page.cloneNode(true));
  link(page.body, copy.body, originals, isLeftOut);
  Object.defineProperty(copy.body, 'innerHTML', {
    get: () => '',
    set: () => {
      const again = /** @type {HTMLElement} */ (page.body.cloneNode(true));
      link(page.body, again, originals, isLeftOut);
      copy.body.replaceChildren(...again.childNodes);
    },
  });
  const article = new Readability(copy, {serializer: (content) => content, disableJSONLD: true}).parse();
  return new Set(article?.content ? [...textsOf(article.content)].flatMap((text) => originals.get(text) ?? []) : []);
}

/**
 * Notes the originals of a copy's text nodes, and drops from the copy what is left out.
 * @param {Node} original
 * @param {Node} copy
 * @param {Map<Node, Text>} originals
 * @param {(element: Element) => boolean} isLeftOut
 */
function link(original, copy, originals, isLeftOut) {
  const copies = [...copy.childNodes];
  original.childNodes.forEach((child, index) => {
    if (child.nodeType === TEXT) originals.set(copies[index], /** @type {Text} */ (child));
    else if (child.nodeType !== ELEMENT) return;
    else if (isLeftOut(/** @type {Element} */ (child))) copies[index].remove();
    else link(child, copies[index], originals, isLeftOut);
  });
}

/** @param {Node} node @returns {Generator<Node>} */
function* textsOf(node) {
  for (const child of node.childNodes) {
    if (child.nodeType === TEXT) yield child;
    else yield* textsOf(child);
  }
}
