import { DeviceError, UnreachableError } from '../../errors/errors.ts';
import type { PotooError } from '../../errors/potoo-error.ts';
import type { Loudspeaker } from '../loudspeaker/loudspeaker.ts';
import type { Playback, PlaybackEvents } from './playback.ts';

const EVENTS = ['playing', 'waiting', 'durationchange', 'progress', 'ended', 'error'] as const;

/** Plays a file through the loudspeaker's one audio element. */
export class ElementPlayback implements Playback {
  readonly #element: HTMLAudioElement;
  readonly #events: PlaybackEvents;
  readonly #url: string;
  readonly #ownsUrl: boolean;
  /** Where to go once the element knows the file. */
  #pendingTime: number | undefined;
  #wantsToPlay = false;
  #disposed = false;

  /** @param source - A blob, or the address of a file. */
  constructor(source: Blob | string, loudspeaker: Loudspeaker, events: PlaybackEvents) {
    this.#element = loudspeaker.element;
    this.#events = events;
    this.#ownsUrl = typeof source !== 'string';
    this.#url = typeof source === 'string' ? source : URL.createObjectURL(source);
    for (const type of EVENTS) this.#element.addEventListener(type, this.#onEvent);
    this.#element.preservesPitch = true;
    this.#element.src = this.#url;
  }

  get duration(): number | null {
    const { duration } = this.#element;
    return Number.isFinite(duration) ? duration : null;
  }

  get buffered(): number {
    const { buffered } = this.#element;
    return buffered.length === 0 ? 0 : buffered.end(buffered.length - 1);
  }

  get currentTime(): number {
    return this.#pendingTime ?? this.#element.currentTime;
  }

  start(): void {
    this.#wantsToPlay = true;
    this.#element.play().catch((error: unknown) => {
      if (this.#disposed || !this.#wantsToPlay) return;
      const name = error instanceof Error ? error.name : '';
      // An `AbortError` tells of a pause or another source; the `error` event tells of a file that cannot be played.
      if (name === 'NotAllowedError') {
        this.#wantsToPlay = false;
        this.#events.blocked();
      }
    });
  }

  pause(): void {
    this.#wantsToPlay = false;
    this.#element.pause();
  }

  seek(time: number): void {
    if (this.#element.readyState === HTMLMediaElement.HAVE_NOTHING) this.#pendingTime = time;
    else this.#element.currentTime = Math.max(0, Math.min(time, this.duration ?? time));
  }

  setRate(rate: number): void {
    this.#element.defaultPlaybackRate = rate;
    this.#element.playbackRate = rate;
  }

  setVolume(volume: number): void {
    this.#element.volume = volume;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const type of EVENTS) this.#element.removeEventListener(type, this.#onEvent);
    this.#element.pause();
    // Without a source the element lets go of the file; without `load` it would keep it until the next.
    this.#element.removeAttribute('src');
    this.#element.load();
    if (this.#ownsUrl) URL.revokeObjectURL(this.#url);
  }

  readonly #onEvent = ({ type }: Event): void => {
    if (type === 'playing') this.#events.playing();
    if (type === 'waiting' && this.#wantsToPlay) this.#events.waiting();
    if (type === 'durationchange') this.#takePendingTime();
    if (type === 'durationchange' || type === 'progress') this.#events.grown();
    if (type === 'ended') {
      this.#wantsToPlay = false;
      this.#events.ended();
    }
    if (type === 'error') this.#events.failed(mediaError(this.#element.error, this.#url));
  };

  #takePendingTime(): void {
    if (this.#pendingTime === undefined || this.#element.readyState === HTMLMediaElement.HAVE_NOTHING) return;
    this.#element.currentTime = this.#pendingTime;
    this.#pendingTime = undefined;
  }
}

function mediaError(error: MediaError | null, url: string): PotooError {
  if (error?.code === MediaError.MEDIA_ERR_NETWORK) {
    return new UnreachableError(`The audio at ${url} stopped arriving.`, {
      hint: 'Check the connection, and try again.',
      cause: error,
    });
  }
  return new DeviceError('The browser cannot play this audio.', {
    reason: 'unplayable_audio',
    hint: 'Check that the file is there, in a format that browsers know, as mp3 and wav.',
    cause: error ?? undefined,
  });
}
