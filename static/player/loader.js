// @ts-check
/**
 * The tag's own script: waits until the page has loaded and is idle, then fetches the rest. Built as a classic script.
 * A second copy on the same page finds the first one's global and does nothing. Where the address brings a ticket from the admin, the
 * inspector comes too; the ticket is looked at first, since pages take their addresses to be their own.
 */
{
  const tag = /** @type {HTMLScriptElement} */ (document.currentScript);
  const page = /** @type {any} */ (window);
  const ticket = location.hash.split('#readalong-inspect=')[1];
  // Absolute, because a classic script from another origin has no base address of its own.
  const fetched = (/** @type {string} */ part) => import(`${new URL(part, tag.src)}`);
  const begin = () =>
    fetched(CORE).then(
      (core) => {
        core.start(tag);
        if (ticket) fetched(CORE.replace('core', 'inspector')).then(({inspect}) => inspect(tag, ticket));
      },
      () => console.warn('Readalong: its script was blocked or is missing. Is its host in script-src, and up?'),
    );
  // A page that is never idle gets it all the same.
  const whenIdle = () => (page.requestIdleCallback ?? setTimeout)(begin, {timeout: 2000});
  if (tag && !page.ReadAlong) {
    page.ReadAlong = {};
    if (document.readyState === 'complete') whenIdle();
    else addEventListener('load', whenIdle, {once: true});
  }
}
