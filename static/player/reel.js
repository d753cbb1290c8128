// @ts-check
/**
 * The reel: plays a narration that is still being spoken, part after part in the one audio element, as though it were one file.
 * Towards the player it is that element: it has those of its members that the player uses, in the narration's own time, and passes
 * its events on, but for those that come of changing from part to part. A finished file that is fetched with a grant is played by it
 * too: grants run out while readers pause. Fetched only for these two.
 * docs/api.md, “While it is being spoken”.
 * @import {Manifest, Part} from './types.js'
 */
import {endOf, partAt, partsOf, whereOn} from './parts.js';

const PASSED_ON = ['timeupdate', 'playing', 'waiting', 'ratechange'];
const SEEKS = ['seeking', 'seeked'];
const NEAR_MS = 50;

export class Reel extends EventTarget {
  #audio;
  #root;
  #retry;
  /** @type {Part[]} */
  #parts = [];
  /** What the parts say. @type {Pick<Manifest, 'sentences' | 'voice'>} */
  #told = {sentences: []};
  /** The part in the element. @type {Part} */
  #loaded = {url: '', start_ms: 0, end_ms: 0};
  #finished = false;
  // Whether the reader wants sound, and whether it waits for a part that has not come.
  #wanted = false;
  #waiting = false;
  // Whether the rest will not come.
  #lost = false;
  // Whether another grant has been asked for since there was sound.
  #renewing = false;
  // Whether the element is about to tell of a seek that is only a change of parts.
  #hushed = false;
  #reached_ms = 0;

  /**
   * @param {HTMLAudioElement} audio
   * @param {URL} root what the parts' addresses are relative to
   * @param {() => void} retry asks for the narration again
   * @param {AbortSignal} signal
   */
  constructor(audio, root, retry, signal) {
    super();
    this.#audio = audio;
    this.#root = root;
    this.#retry = retry;
    /** @param {string} type @param {() => void} act */
    const on = (type, act) => audio.addEventListener(type, act, {signal});
    for (const type of PASSED_ON) on(type, () => this.#tell(type));
    for (const type of SEEKS) on(type, () => this.#seekTold(type));
    on('timeupdate', () => (this.#reached_ms = this.#at()));
    on('playing', () => (this.#renewing = false));
    on('loadedmetadata', () => this.#begun());
    on('pause', () => this.#paused());
    on('ended', () => this.#ended());
    on('error', () => this.#failed());
  }

  get currentTime() {
    return this.#at() / 1000;
  }

  /** Beyond what is known it goes to the end of that, and waits there. */
  set currentTime(seconds) {
    const ms = Math.min(Math.max(0, Math.round(seconds * 1000)), endOf(this.#parts));
    this.#waiting = false;
    if (partAt(this.#parts, ms).url !== this.#loaded.url) this.#move(ms);
    else {
      this.#place(ms);
      if (this.#wanted) this.#goOn();
    }
  }

  get paused() {
    return this.#audio.paused && !this.#waiting;
  }

  get seeking() {
    return this.#audio.seeking;
  }

  get error() {
    return this.#audio.error;
  }

  get src() {
    return this.#audio.src;
  }

  get playbackRate() {
    return this.#audio.playbackRate;
  }

  set playbackRate(rate) {
    this.#audio.playbackRate = rate;
  }

  /** @param {number} rate */
  set defaultPlaybackRate(rate) {
    this.#audio.defaultPlaybackRate = rate;
  }

  /** @param {boolean} preserved */
  set preservesPitch(preserved) {
    this.#audio.preservesPitch = preserved;
  }

  /** Tries again what has failed: the rest of the narration, or the file in the element. */
  load() {
    if (this.#lost) this.#retry();
    this.#lost = this.#renewing = false;
    if (this.#audio.error) this.#load(this.#reached_ms);
  }

  /** @returns {Promise<void>} as the element's own */
  async play() {
    this.#wanted = true;
    // From here on a hand-over while paused shall load what it puts in.
    this.#audio.preload = 'auto';
    await this.#sound();
  }

  pause() {
    this.#wanted = false;
    if (!this.#waiting) return this.#audio.pause();
    this.#waiting = false;
    this.#tell('pause');
  }

  /**
   * Takes in how far the narration has come, and goes over to the whole file unless somebody is in the middle of a part. Where
   * another voice has taken over, since the first could not be paid any longer, it goes on where that one was.
   * @param {Manifest} manifest
   * @returns {boolean} whether there is more: a service that begins anew tells less for a while
   */
  extend(manifest) {
    const {sentences, voice, state} = manifest;
    const parts = partsOf(manifest);
    const finished = state === 'ready';
    const other = this.#told.sentences[0] && voice?.name !== this.#told.voice?.name;
    const on_ms = other ? whereOn(sentences, this.#told.sentences, this.#at()) : 0;
    if (!finished && (other ? on_ms === undefined : endOf(parts) <= endOf(this.#parts))) return false;
    this.#parts = parts;
    this.#finished = finished;
    this.#told = {sentences, voice};
    if (other && this.#loaded.url) this.#move(on_ms ?? this.#at());
    else if (this.#renewing) this.#failed();
    else if (!this.#audio.paused || this.#audio.error) return true;
    else if (this.#wanted) this.#goOn();
    else if (this.#loaded.url) this.#turn();
    return true;
  }

  /** The rest will not come; what is there can still be heard. */
  lose() {
    this.#lost = true;
    if (this.#renewing) this.#giveUp();
    else if (this.#waiting) this.#goOn();
  }

  /** Where the reader is. A part's sound ends a little before the part does, in a pause. */
  #at() {
    const {ended, readyState, currentTime} = this.#audio;
    if (!readyState) return this.#reached_ms;
    return ended ? this.#loaded.end_ms : this.#loaded.start_ms + currentTime * 1000;
  }

  /** Lets the sound go on from where the reader is, or wait there for the next part. */
  async #sound() {
    this.#waiting = !this.#turn();
    if (!this.#waiting) await this.#audio.play();
    else if (this.#lost) this.#giveUp();
    else this.#tell('waiting');
  }

  /** The same, unasked: where the browser forbids it, it is a pause. */
  #goOn() {
    this.#sound().catch(({name}) => name === 'NotAllowedError' && this.#paused());
  }

  /** Puts in the part that goes on from where the reader is; false where it has not come. */
  #turn() {
    const ms = this.#at();
    if (partAt(this.#parts, ms).url === this.#loaded.url) return !this.#audio.ended || this.#finished;
    this.#load(ms);
    return true;
  }

  /** @param {number} ms in another part */
  #move(ms) {
    this.#waiting = false;
    this.#tell('seeking');
    this.#load(ms);
    this.#tell('seeked');
    if (this.#wanted) this.#goOn();
  }

  /** @param {number} ms */
  #load(ms) {
    this.#loaded = partAt(this.#parts, ms);
    this.#audio.src = new URL(this.#loaded.url, this.#root).href;
    this.#hushed = ms > this.#loaded.start_ms;
    // An element that has loaded nothing yet takes this as the place to begin at.
    this.#place(ms);
  }

  /** @param {number} ms in the part that is loaded */
  #place(ms) {
    this.#reached_ms = ms;
    this.#audio.currentTime = (ms - this.#loaded.start_ms) / 1000;
  }

  /** For elements that begin at the beginning all the same. */
  #begun() {
    if (Math.abs(this.#at() - this.#reached_ms) > NEAR_MS) this.#place(this.#reached_ms);
  }

  /** @param {string} type */
  #tell(type) {
    this.dispatchEvent(new Event(type));
  }

  /** @param {string} type */
  #seekTold(type) {
    if (!this.#hushed) this.#tell(type);
    else if (type === 'seeked') this.#hushed = false;
  }

  #isWhole() {
    return this.#finished && this.#loaded.url === this.#parts[0].url;
  }

  #paused() {
    if (this.#audio.ended && !this.#isWhole()) return;
    this.#wanted = false;
    this.#tell('pause');
  }

  #ended() {
    if (this.#isWhole()) this.#tell('ended');
    else if (this.#wanted) this.#goOn();
  }

  /** What cannot be had is no loss where something else has its place by now: the whole, or the same with a new grant. */
  #failed() {
    if (partAt(this.#parts, this.#reached_ms).url !== this.#loaded.url) {
      this.#load(this.#reached_ms);
      if (this.#wanted) this.#goOn();
    } else if (this.#finished && !this.#renewing && this.#loaded.url.includes('?')) {
      this.#renewing = true;
      this.#waiting = this.#wanted;
      if (this.#waiting) this.#tell('waiting');
      this.#retry();
    } else this.#giveUp();
  }

  #giveUp() {
    this.#waiting = false;
    this.#wanted = false;
    this.#tell('error');
  }
}
