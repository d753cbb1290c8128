// @ts-check
/**
 * The page on which a theme is tried: answers the player's script, which is the one that readers get, from the page instead of from the
 * service, and opens the player.
 */

const {narration = ''} = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
const OF_SITE = /\/v1\/sites\/[^/]+(\/.*)?$/;
const ask = window.fetch;
const page = /** @type {any} */ (window);

/** @type {typeof fetch} */
window.fetch = (url, init) => {
  const [isOfSite, path] = OF_SITE.exec(`${url}`) ?? [];
  if (!isOfSite) return ask(url, init);
  if (path) return ask(narration);
  const json = {headers: {'Content-Type': 'application/json'}};
  return Promise.resolve(new Response(document.getElementById('config')?.textContent, json));
};

// The player opens when it plays: it does so once without a sound, and rests.
const {play} = HTMLMediaElement.prototype;
HTMLMediaElement.prototype.play = function playSilently() {
  HTMLMediaElement.prototype.play = play;
  this.muted = true;
  const rest = () => {
    page.ReadAlong.pause();
    this.muted = false;
  };
  this.addEventListener('playing', rest, {once: true});
  return play.call(this);
};
document.addEventListener('readalong:ready', () => page.ReadAlong.play(), {once: true});
