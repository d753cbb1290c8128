/** What we use of linkedom; its own declarations do not agree with TypeScript's of the DOM. */
export function parseHTML(html: string): {document: Document};
