/**
 * What the publisher's own scripts may use: docs/embedding.md. Copy it beside them; it changes with the script's version only.
 */

declare global {
  interface Window {
    /** There once the tag has run, complete once its parts have come; gone after `destroy()`. */
    ReadAlong?: ReadAlong;
  }
  interface DocumentEventMap extends ReadAlongEvents {}
}

export interface ReadAlong {
  readonly version: string;
  /** A snapshot. */
  readonly state: ReadAlongState;
  /** As a press on Listen: plays as soon as there is something to play, if the browser allows sound now. */
  play(): void;
  pause(): void;
  /** Goes to a media time, in ms; beyond what has been spoken, to the end of that. */
  seek(ms: number): void;
  /** 1 is the voice's own pace. */
  setRate(rate: number): void;
  /** Takes everything of ours off the page, this object too. */
  destroy(): void;
}

export interface ReadAlongState {
  phase: 'idle' | 'loading' | 'playing' | 'paused' | 'ended' | 'error';
  at_ms: number;
  /** 0 while the narration is still being spoken. */
  duration_ms: number;
  rate: number;
  /** From here on: once the player has been opened. */
  open?: boolean;
  following?: boolean;
  /** Indexes in the manifest, -1 for none. */
  sentence?: number;
  word?: number;
}

/** On `document`. */
export interface ReadAlongEvents {
  'readalong:ready': CustomEvent<ReadAlongState>;
  'readalong:play': CustomEvent<ReadAlongState>;
  'readalong:pause': CustomEvent<ReadAlongState>;
  'readalong:half': CustomEvent<ReadAlongState>;
  'readalong:completed': CustomEvent<ReadAlongState>;
  'readalong:ended': CustomEvent<ReadAlongState>;
  'readalong:error': CustomEvent<ReadAlongState>;
}
