// @ts-check
/**
 * The whole script in one file, for tags that pin a version with `integrity`: what the browser checks is then all that ever runs. It begins
 * as the loader does. The inspector is not in it: a link could have it fetch what nothing has checked. Built by release.mjs, as a classic script.
 */
import {start} from './core.js';

const tag = /** @type {HTMLScriptElement} */ (document.currentScript);
const page = /** @type {any} */ (window);
const begin = () => (page.requestIdleCallback ?? setTimeout)(() => start(tag), {timeout: 2000});
if (tag && !page.ReadAlong) {
  page.ReadAlong = {};
  if (document.readyState === 'complete') begin();
  else addEventListener('load', begin, {once: true});
}
