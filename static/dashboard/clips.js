// @ts-check
/** Plays a sentence out of a narration, as readers heard it: each word lights while it is said. */

const player = new Audio();
/** @type {HTMLElement | undefined} */
let playing;

document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('[data-play]') : null;
  const clip = button?.closest('[data-clip]');
  if (!(clip instanceof HTMLElement)) return;
  const again = clip === playing;
  stop();
  if (!again) play(clip);
});

/** @param {HTMLElement} clip */
async function play(clip) {
  const { clip: url = '', start = '0', end = '0' } = clip.dataset;
  playing = clip;
  clip.querySelector('[data-play]')?.setAttribute('aria-pressed', 'true');
  if (player.src !== new URL(url, location.href).href) player.src = url;
  player.currentTime = Number(start) / 1000;
  const follow = () => {
    if (playing !== clip) return;
    const at_ms = player.currentTime * 1000;
    if (at_ms >= Number(end) || player.ended) return stop();
    light(clip, at_ms);
    requestAnimationFrame(follow);
  };
  try {
    await player.play();
    follow();
  } catch {
    if (playing !== clip) return;
    stop();
    clip.querySelector('.clip-text')?.after(fault());
  }
}

function fault() {
  const said = document.createElement('p');
  said.className = 'wrong';
  said.role = 'alert';
  said.textContent = 'The audio could not be played. Load the page again, or play the whole narration at its article.';
  return said;
}

function stop() {
  player.pause();
  if (playing) light(playing, -1);
  playing?.querySelector('[data-play]')?.removeAttribute('aria-pressed');
  playing = undefined;
}

/** @param {HTMLElement} clip @param {number} at_ms */
function light(clip, at_ms) {
  const words = [...clip.querySelectorAll('[data-at]')];
  const lit = words.filter((word) => Number(word.getAttribute('data-at')) <= at_ms).pop();
  for (const word of words) word.classList.toggle('lit', word === lit);
}
