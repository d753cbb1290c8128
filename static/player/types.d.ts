/**
 * The shapes that pass between the player's modules. Those of the wire are described in docs/api.md and keep its names.
 */

export type Kind = 'title' | 'heading' | 'paragraph' | 'list_item' | 'quote' | 'caption' | 'cell' | 'code';

/** A stretch of a block's text that stands, character for character, in one text node of the page. */
export interface Run {
  /** Offset in the block's text, in UTF-16 code units. */
  at: number;
  length: number;
  node: Text;
  /** Offset in the node's data. */
  offset: number;
}

export type HintKind = 'lang' | 'say' | 'skip' | 'abbr' | 'emphasis';

/** What the page's markup says about a stretch of a block's text, in UTF-16 code units. */
export interface Hint {
  kind: HintKind;
  start: number;
  end: number;
  value: string;
}

/** One readable element of the page: its text as the service knows it, and where that text stands. */
export interface Block {
  kind: Kind;
  text: string;
  /** Its own language, where that is not the article's. */
  language?: string;
  hints?: Hint[];
  /** The two as the fingerprint takes them. */
  notes?: string;
  runs: Run[];
  element: Element;
}

/** What of the page is read: by a layout's selectors, or found without any. */
export interface Selection {
  title?: Element;
  /** All that may be one: where there are several, there may be several articles. */
  titles?: Element[];
  /** In the page's order; one that lies in another is read with it. */
  roots: Element[];
  skipped: Set<Element>;
}

export interface Layout {
  id: number;
  /** Of one article among several: its own address. Never on the wire. */
  address?: string;
  url_pattern: string;
  allow: string[];
  deny: string[];
  title: string;
  /** A language that all its pages have, or empty. */
  language: string;
  language_rules?: Rule[];
  level_rules?: Rule[];
  story_rules?: Rule[];
  /** Its own rate; 0 without one. */
  default_rate: number;
  /** Links to articles that are to have badges, or cards around them. */
  badges?: string[];
  /** Whether those lead into the sound. */
  badges_play?: boolean;
}

/** A rate for a language, a reading level, or both; what is empty is any. */
export interface DefaultRate {
  language: string;
  level: string;
  rate: number;
}

/** Where a fact stands on a page: docs/embedding.md, “Rules”. */
export interface Rule {
  source: 'meta' | 'css' | 'url' | 'query' | 'json-ld' | 'fixed';
  subject: string;
  attribute: string;
  /** What is given in place of what is found. */
  value: string;
}

/** What a page says of itself beside its text. */
export interface Facts {
  url: string;
  /** What the page says its address is. */
  canonical: string;
  level: string;
  story: string;
  alternates: {language: string; url: string}[];
  /** The publisher's, over the text. */
  signature: string;
}

export interface Site {
  version: 1;
  site: string;
  name: string;
  default_rate: number;
  /** In the order in which they are tried. */
  rates?: DefaultRate[];
  /** Whether some voice can stress what the page stresses. */
  emphasis?: boolean;
  /** Whether pages without a layout are read. */
  unconfigured?: boolean;
  /** How launcher and player look, as far as the site has chosen: docs/api.md. */
  theme?: Record<string, string>;
  /** After which element the launcher stands. */
  launcher?: string;
  /** What follows the end of an article. */
  next_article?: '' | 'offer' | 'play';
  /** What the reader is to hear after this page's article, by address; never on the wire. */
  queue?: string[];
  /** All of the page's, where it has several; never on the wire. */
  articles?: () => Article[];
  /** Whether readers may keep the narration as a file. */
  download?: boolean;
  /** Whether it has articles in several versions. */
  stories?: boolean;
  /** Whether readers may say that something sounded wrong. */
  complaints?: boolean;
  layouts: Layout[];
}

export interface Sentence {
  block: number;
  start: number;
  end: number;
  start_ms: number;
  end_ms: number;
  /** Three numbers a word: start and end in the block's text, start_ms. */
  words: number[];
}

/** A stretch of a narration that is an audio file of its own. */
export interface Part {
  url: string;
  start_ms: number;
  end_ms: number;
}

/** What can be played: all of it, or what is there so far. */
export interface Manifest {
  version: 1;
  state: 'ready' | 'speaking' | 'waiting';
  fingerprint: string;
  language: string;
  sentences: Sentence[];
  voice?: {engine: string; name: string};
  /** Of a finished narration only. */
  duration_ms?: number;
  audio?: {url: string; type: string; bytes: number};
  /** Leave to fetch the audio, where that is signed; on the wire a header. */
  grant?: string | null;
  /** Of one that is being spoken only. */
  parts?: Part[];
  retry_after_ms?: number;
  /** About how long the whole will be; never on the wire. */
  estimate_ms?: number;
}

/** What the fingerprint is made of, and it. */
export interface Content {
  language: string;
  fingerprint: string;
  blocks: Block[];
}

/** What is lit: a sentence, and one of its words, by index; -1 is none. */
export interface Place {
  sentence: number;
  word: number;
}

export type Range = [start_ms: number, end_ms: number];

export type Phase = 'loading' | 'playing' | 'paused' | 'ended' | 'error';

/** All that the player knows. Only the reducer makes new ones. */
export interface State {
  phase: Phase;
  open: boolean;
  following: boolean;
  at_ms: number;
  /** 0 while the narration is still being spoken. */
  duration_ms: number;
  /** The same, or what it is estimated to be. */
  length_ms: number;
  rate: number;
  place: Place;
  heard: Range[];
  /** Where listening went on from, in media time and on the page's clock; null while nothing is heard. */
  mark: {at_ms: number; now_ms: number} | null;
  seeks: number;
}

export type Action =
  | {type: 'time'; at_ms: number; now_ms: number; place: Place}
  | {type: 'play' | 'waiting' | 'pause' | 'ended' | 'error' | 'seeking' | 'close' | 'yield' | 'follow'}
  | {type: 'extend'; duration_ms: number; length_ms: number}
  | {type: 'playing'; now_ms: number}
  | {type: 'seeked'; at_ms: number; now_ms: number}
  | {type: 'rate'; rate: number};

/** The words of the launcher. */
export interface LauncherWords {
  listen: string;
  waiting: string;
  failed: string;
  /** Before the number of a reading level; in looks.js in English. */
  level?: string;
}

/** All words of the launcher and the dock; those of the panel are in more_labels.js. */
export interface Words extends LauncherWords {
  pause: string;
  resume: string;
  again: string;
  player: string;
  previous: string;
  next: string;
  slower: string;
  faster: string;
  position: string;
  of: string;
  more: string;
  close: string;
}

/** What the reader can ask for. */
export interface Requests {
  /** What the reader has chosen, for as long as the page lives. */
  settings: {follow: boolean; keys: boolean; taps: boolean; small?: boolean};
  toggle: () => void;
  seek: (ms: number) => void;
  setRate: (rate: number) => void;
  close: () => void;
  follow: () => void;
  /** Opens or closes the panel. */
  more: () => void;
  /** For the controls: to the previous or next sentence, among all or some; slower or faster; without a word the hand only comes near. */
  reach: (what?: 'step' | 'pace', way?: -1 | 1, among?: Sentence[]) => void;
}

/** What the player hands to the parts that are fetched when the reader asks for them. */
export interface Deck {
  article: Article;
  audio: Sounding;
  words: Words;
  requests: Requests;
  dock: ReturnType<typeof import('./dock.js').createDock>;
  signal: AbortSignal;
  play: () => void;
  /** Has a part attend to the player once it has come. */
  bring: (part: Promise<{attend: (deck: Deck, ...given: any[]) => unknown}>, ...given: unknown[]) => void;
  /** Called with each new state and the one before. */
  watchers: ((state: State, before: State) => void)[];
  state: () => State;
  /** The narration as far as it is known. */
  known: () => Manifest;
  /** The media time to light by; ms. */
  clock: () => number;
  /** Once it is set up. */
  along?: Along;
}

/** What goes along with the voice. */
export interface Along {
  /** Which lights to use, by name. */
  use: (names: string) => void;
  /** Lights what is due once more. */
  renew: () => void;
  /** How far down the page's own header covers it, in px. */
  coveredAbove: () => number;
  /** Where a sentence stands in the viewport, if it does. */
  box: (sentence: Sentence) => DOMRect | null;
}

export interface Launcher {
  host: Element;
  /** What a press does. */
  pressed: (byKeyboard: boolean) => void;
  /** Without a shape there is nothing to press. */
  show: (text: string, shape?: string, busy?: boolean, length_ms?: number) => void;
  remove: () => void;
}

/** How a site has its launcher. */
export interface Looks {
  /** Its host, where it is told to stand; nothing where nothing tells. */
  place: () => Element | undefined;
  /** Whether the host is not the publisher's. */
  isOurs: (host: Element) => boolean;
  /** Gives it its shape and size. */
  dress: (host: Element, article: Article) => Promise<void>;
}

/** What the page says in one place, and the layout by which it was read. */
export type Reading = [content: Content, layout: Layout];

/** What every beacon says of a page view. */
export interface About {
  session: string;
  fingerprint: string;
  device: 'phone' | 'tablet' | 'desktop';
  robot?: true;
}

/** One article on one view of the page. */
export interface Article {
  service: Service;
  config: Site;
  content: Content;
  layout: Layout;
  /** Aborted with the article. */
  signal: AbortSignal;
  /** The one audio element. */
  audio: HTMLAudioElement;
  /** The language of our interface. */
  language: string;
  /** In that language; of English the launcher's only. */
  words: Words | LauncherWords;
  /** The rate to begin with. */
  rate: number;
  about: About;
  /** What playing was started from, once it was. */
  source?: 'launcher' | 'badge' | 'sentence' | 'page';
  launcher?: Launcher;
  /** What can be played by now. */
  manifest?: Manifest;
  /** What plays a narration that was not ready; the audio element itself plays one that was. */
  reel?: Sounding;
  player?: Player;
  /** What `ReadAlong.state` shows. */
  state: () => Record<string, unknown>;
  /** Whether a reader waits or listens. */
  isActive: () => boolean;
  tell: (name: 'ready' | 'play' | 'pause' | 'half' | 'completed' | 'ended' | 'error') => void;
  fail: (failure: unknown) => void;
  /** Shows the launcher, and makes it where there is none. */
  launch: () => Launcher;
  /** Takes what can be played by now, and what plays it. */
  take: (manifest: Manifest, reel?: Sounding) => void;
  /** Plays, as soon as there is something to play. */
  play: (byKeyboard?: boolean) => void;
  pause: () => void;
  /** Calls `act` with the player, once there is something to play. */
  withPlayer: (act: (opened: Player) => void) => void;
  /** Takes everything off the page, but not a launcher that another article inherits. */
  destroy: (heir?: boolean) => void;
}

/** The page that carries the tag. */
export interface Page {
  service: Service;
  config: Site;
  articles: Article[];
  /** The article that `ReadAlong` speaks of: the first, or the one that was played last. */
  current?: Article;
  /** Tells an article's turn to the others, where there are any. */
  enter?: (article: Article) => void;
  /** Where the site has its own. */
  looks?: Looks;
  observer: MutationObserver;
  /** Observes document and blocks: of what a shadow root holds the document is told nothing. */
  watch: (blocks: Block[]) => void;
  /** The document's, when it was read first. */
  language: string;
  /** Aborted when everything of ours is taken off the page. */
  signal: AbortSignal;
  /** Whatever goes wrong ends here: the page has no part in it. */
  fail: (failure: any) => void;
}

export interface Service {
  /** The address of a path below the site. */
  url: (path: string) => string;
  ask: (path: string, init?: RequestInit) => Promise<any>;
  /** Tells a beacon; resolves to the answer's status. */
  tell: (body: string) => Promise<number>;
  root: URL;
}

/** What the player knows of an audio element: all that a reel can do as well. */
export type Sounding = EventTarget & Pick<
  HTMLAudioElement,
  | 'currentTime' | 'paused' | 'seeking' | 'error' | 'src' | 'playbackRate' | 'defaultPlaybackRate' | 'preservesPitch'
  | 'play' | 'pause' | 'load'
>;

/** One playback session. */
export interface Session {
  /** Takes each new state, and tells what is worth telling. */
  watch: (state: State, before: State, known: Manifest) => void;
  /** Tells all that there is: the page may go. */
  leave: (state: State) => void;
}

export interface Player {
  /** What `ReadAlong.state` shows, with the audio element's own time. */
  snapshot: () => Record<string, unknown>;
  /** Opens the dock where it is closed, moves the keyboard's focus into it where that is used, and plays. */
  play: (byKeyboard?: boolean) => void;
  pause: () => void;
  seek: (ms: number) => void;
  setRate: (rate: number) => void;
  /** Takes in how far the narration has come. */
  extend: (manifest: Manifest) => void;
  /** Shows and lights what is due once more: its launcher and its blocks stand elsewhere. */
  renew: () => void;
  /** Says something to the reader, by language; what is empty takes it back. */
  say: (words: Record<string, string>) => void;
}

declare global {
  /** The script's version, as package.json has it; the build puts it in. */
  const VERSION: string;
  /** The core's address as seen from the loader's; the build puts it in. */
  const CORE: string;
  /** The address of a language's words as seen from the core, with `*` for the language. */
  const WORDS: string;
}
