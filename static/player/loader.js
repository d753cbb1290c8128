// @ts-check
/**
 * The tag's own script: waits until the page has loaded and is idle, then fetches the rest. Built as a classic script.
 * A second copy on the same page finds the first one's global and does nothing.
 */
{
  const tag = /** @type {HTMLScriptElement} */ (document.currentScript);
  const page = /** @type {any} */ (window);
  // Absolute, because a classic script from another origin has no base address of its own.
  const begin = () =>
    import(`${new URL(CORE, tag.src)}`).then(
      (core) => core.start(tag),
      () => console.warn('Readalong: its script was blocked or is missing. Is its host in script-src, and up?'),
    );
  const whenIdle = () => (page.requestIdleCallback ?? setTimeout)(begin);
  if (tag && !page.ReadAlong) {
    page.ReadAlong = {};
    if (document.readyState === 'complete') whenIdle();
    else addEventListener('load', whenIdle, {once: true});
  }
}
