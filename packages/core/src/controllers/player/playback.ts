import type { PotooError } from '../../errors/potoo-error.ts';

/** What a playback tells its player. */
export interface PlaybackEvents {
  /** It sounds now. */
  playing(): void;
  /** It would sound, and waits for audio. */
  waiting(): void;
  /** The browser lets it sound only after a click or a key. */
  blocked(): void;
  /** Its length, or how much of it is there, has changed. */
  grown(): void;
  ended(): void;
  failed(error: PotooError): void;
}

/** One piece of audio on its way out of the loudspeaker. */
export interface Playback {
  /** Seconds from its start; NaN never. */
  readonly currentTime: number;
  /** Seconds, `null` while it is not known. */
  readonly duration: number | null;
  /** Seconds from the start that can be played without waiting. */
  readonly buffered: number;
  /** Goes on from where it stands. */
  start(): void;
  pause(): void;
  seek(time: number): void;
  setRate(rate: number): void;
  setVolume(volume: number): void;
  /** Falls silent and lets go of everything. */
  dispose(): void;
}
