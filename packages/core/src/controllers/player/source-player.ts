import type { PotooError } from '../../errors/potoo-error.ts';
import { asPotooError, inState } from '../as-potoo-error.ts';
import { Controller } from '../controller.ts';
import { type Deferred, deferred } from '../deferred.ts';
import { Loudspeaker } from '../loudspeaker/loudspeaker.ts';
import { Throttle } from '../throttle.ts';
import type { Playback, PlaybackEvents } from './playback.ts';
import type { PlayerSource } from './player-source.ts';
import { TimeTicker } from './time-ticker.ts';

/** Where a player stands. `blocked`: the browser wants a click or a key first. */
export type PlayerStatus = 'idle' | 'loading' | 'playing' | 'paused' | 'blocked' | 'ended' | 'error';

/** State of a player. The time is not in it: it changes all the time. Ask {@link SourcePlayer.currentTime}. */
export interface PlayerState<Source = PlayerSource> {
  readonly status: PlayerStatus;
  /** What plays, or played last. */
  readonly source: Source | null;
  /** What comes after it. */
  readonly queue: readonly Source[];
  /** Seconds; `null` while it is not known, as of audio that is still arriving. */
  readonly duration: number | null;
  /** Seconds from the start that are there. */
  readonly buffered: number;
  /** 0.25 to 4; pitch stays. */
  readonly rate: number;
  /** 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
  readonly error: PotooError | null;
}

/** How a player is made. */
export interface PlayerOptions {
  /** Where it sounds. Players of one loudspeaker silence each other. @default One of its own. */
  readonly loudspeaker?: Loudspeaker | undefined;
  readonly onEnded?: (() => void) | undefined;
  readonly onError?: ((error: PotooError) => void) | undefined;
}

/** How one source is played. */
export interface PlayOptions {
  /** Seconds to begin at. @default 0 */
  readonly from?: number | undefined;
  /** Stops it. */
  readonly signal?: AbortSignal | undefined;
}

/** How often listeners hear that more audio has come. */
const GROWTH_MS = 250;

/** Plays one source after the other; a kind of player says which sources, and how they are opened. */
export abstract class SourcePlayer<Source extends string | object> extends Controller<
  PlayerState<Source>,
  PlayerOptions
> {
  readonly #own: Loudspeaker;
  readonly #ticker = new TimeTicker(() => this.currentTime);
  readonly #growth = new Throttle(GROWTH_MS);
  #playback: Playback | undefined;
  /** Where to go on, in seconds, while there is no playback. */
  #place = 0;
  #finish: Deferred<void> | undefined;
  #forgetGesture: (() => void) | undefined;

  constructor(options: PlayerOptions = {}) {
    super(
      {
        status: 'idle',
        source: null,
        queue: [],
        duration: null,
        buffered: 0,
        rate: 1,
        volume: 1,
        muted: false,
        error: null,
      },
      options,
    );
    this.#own = options.loudspeaker ?? new Loudspeaker();
  }

  /** Where it sounds. */
  get loudspeaker(): Loudspeaker {
    return this.options.loudspeaker ?? this.#own;
  }

  /** Seconds from the start of what plays. */
  get currentTime(): number {
    return this.#playback?.currentTime ?? this.#place;
  }

  /** Calls a listener with the time, in every frame that the page draws while it plays, and after each jump. */
  readonly subscribeTime = (listener: (time: number) => void): (() => void) => this.#ticker.subscribe(listener);

  /** Plays a source instead of what plays now; without one goes on, or begins again after the end. */
  readonly play = (source?: Source, options?: PlayOptions): void => inState(this.playAsync(source, options));

  /**
   * Like {@link play}, and resolves at the end.
   * @throws {DeviceError} `unplayable_audio`. What the browser blocks is not an error: it waits for {@link unlock}.
   * @throws The signal's reason, or an `AbortError` when it is stopped or replaced before.
   */
  readonly playAsync = async (source?: Source, { from = 0, signal }: PlayOptions = {}): Promise<void> => {
    this.life.throwIfAborted();
    signal?.throwIfAborted();
    if (source === undefined) return this.resume();
    this.#drop(new DOMException('Other audio was played instead.', 'AbortError'));
    const finish = deferred();
    this.#finish = finish;
    const stop = () => this.#halt(signal?.reason);
    signal?.addEventListener('abort', stop, { once: true });
    this.#place = from;
    this.update({ status: 'loading', source, duration: null, buffered: 0, error: null });
    this.#load(source);
    try {
      await finish.promise;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  };

  /** Plays a source after what plays now and what waits already. */
  readonly enqueue = (source: Source): void => {
    const { status, queue } = this.getSnapshot();
    if (status === 'idle' || status === 'ended' || status === 'error') this.play(source);
    else this.update({ queue: [...queue, source] });
  };

  /** Goes on with the next of the queue; stops where there is none. */
  readonly next = (): void => {
    const [next, ...queue] = this.getSnapshot().queue;
    if (next === undefined) this.stop();
    else this.play(next);
    this.update({ queue });
  };

  /** Stands still; the place is kept. */
  readonly pause = (): void => {
    const { status } = this.getSnapshot();
    if (status !== 'playing' && status !== 'loading' && status !== 'blocked') return;
    this.#forgetGesture?.();
    this.#playback?.pause();
    this.#ticker.stop();
    this.update({ status: 'paused' });
  };

  /** Goes on; begins again after the end. */
  readonly resume = (): void => {
    const { status, source } = this.getSnapshot();
    if (status === 'playing' || status === 'loading' || !source) return;
    if (status === 'ended' || status === 'error') this.seek(0);
    if (!this.#playback) {
      this.#load(source);
      return;
    }
    this.loudspeaker.claim(this.#user);
    this.update({ status: 'loading', error: null });
    this.#playback.start();
  };

  /** Plays or pauses. */
  readonly toggle = (): void => {
    const { status } = this.getSnapshot();
    if (status === 'playing' || status === 'loading') this.pause();
    else this.resume();
  };

  /** Ends it and empties the queue. */
  readonly stop = (): void => this.#halt(new DOMException('The audio was stopped.', 'AbortError'));

  /** Goes to a time, in seconds; no further than the audio that is there. */
  readonly seek = (time: number): void => {
    if (!Number.isFinite(time)) throw new RangeError(`A time in seconds has to be a number, and is ${time}.`);
    if (this.#playback) this.#playback.seek(Math.max(0, time));
    else this.#place = Math.max(0, time);
    if (this.getSnapshot().status === 'ended') this.update({ status: 'paused' });
    this.#ticker.tick();
  };

  /** @param rate - 0.25 to 4; pitch stays. */
  readonly setRate = (rate: number): void => {
    if (!(rate >= 0.25 && rate <= 4)) throw new RangeError(`A rate lies between 0.25 and 4, and is ${rate}.`);
    this.update({ rate });
    this.#playback?.setRate(rate);
  };

  /** @param volume - 0 to 1. */
  readonly setVolume = (volume: number): void => {
    if (!(volume >= 0 && volume <= 1)) throw new RangeError(`A volume lies between 0 and 1, and is ${volume}.`);
    this.update({ volume });
    this.#applyVolume();
  };

  readonly setMuted = (muted: boolean): void => {
    this.update({ muted });
    this.#applyVolume();
  };

  /** Lets blocked sound out: call it inside a click or a key press, before anything is awaited. */
  readonly unlock = (): void => this.loudspeaker.unlock();

  /** Makes what plays a source. */
  protected abstract open(source: Source, events: PlaybackEvents): Playback;

  protected override disposed(): void {
    this.#halt(this.life.reason);
    if (!this.options.loudspeaker) this.#own.dispose();
  }

  /** The element may be another's from now on: the place is kept, the playback is not. */
  readonly #user = {
    giveUp: () => {
      this.pause();
      this.#place = this.currentTime;
      this.#playback?.dispose();
      this.#playback = undefined;
    },
  };

  #load(source: Source): void {
    this.loudspeaker.claim(this.#user);
    this.update({ status: 'loading', error: null });
    try {
      const playback = this.open(source, this.#events());
      this.#playback = playback;
      playback.setRate(this.getSnapshot().rate);
      this.#applyVolume();
      if (this.#place > 0) playback.seek(this.#place);
      this.#grown();
      playback.start();
    } catch (error) {
      this.#fail(asPotooError(error));
    }
  }

  #events(): PlaybackEvents {
    return {
      playing: () => {
        this.update({ status: 'playing' });
        this.#ticker.start();
      },
      waiting: () => this.update({ status: 'loading' }),
      blocked: () => this.#block(),
      grown: () => this.#grown(),
      ended: () => this.#end(),
      failed: (error: PotooError) => this.#fail(error),
    };
  }

  #block(): void {
    this.update({ status: 'blocked' });
    this.#forgetGesture = this.loudspeaker.whenUnlocked(() => {
      if (this.getSnapshot().status !== 'blocked') return;
      this.update({ status: 'loading' });
      this.#playback?.start();
    });
  }

  #grown(): void {
    const duration = this.#playback?.duration ?? null;
    if (duration !== this.getSnapshot().duration) this.update({ duration, buffered: this.#playback?.buffered ?? 0 });
    else this.#growth.run(() => this.update({ buffered: this.#playback?.buffered ?? this.getSnapshot().buffered }));
  }

  #end(): void {
    this.#growth.flush();
    this.#ticker.stop();
    this.update({ status: 'ended' });
    this.options.onEnded?.();
    this.#finish?.resolve();
    this.#finish = undefined;
    if (this.getSnapshot().queue.length > 0) this.next();
  }

  #fail(error: PotooError): void {
    this.#ticker.stop();
    this.#playback?.dispose();
    this.#playback = undefined;
    this.loudspeaker.release(this.#user);
    this.update({ status: 'error', error });
    this.options.onError?.(error);
    this.#finish?.reject(error);
    this.#finish = undefined;
  }

  /** Ends what plays, and what waits. */
  #halt(reason: unknown): void {
    this.#drop(reason);
    this.loudspeaker.release(this.#user);
    this.update({ status: 'idle', source: null, queue: [], duration: null, buffered: 0, error: null });
  }

  #drop(reason: unknown): void {
    this.#growth.cancel();
    this.#forgetGesture?.();
    this.#ticker.stop();
    this.#playback?.dispose();
    this.#playback = undefined;
    this.#place = 0;
    this.#finish?.reject(reason);
    this.#finish = undefined;
  }

  #applyVolume(): void {
    const { volume, muted } = this.getSnapshot();
    this.#playback?.setVolume(muted ? 0 : volume);
  }
}
