import { AudioOutput } from '../../audio/audio-output.ts';
import type { PotooError } from '../../errors/potoo-error.ts';
import { asPotooError, inState } from '../as-potoo-error.ts';
import { Controller } from '../controller.ts';
import { Loudspeaker } from '../loudspeaker/loudspeaker.ts';
import { TimeTicker } from '../player/time-ticker.ts';
import { decodePart } from './decode-part.ts';
import { MixRun } from './mix-run.ts';
import type { MixerPart, MixerSource } from './mixer-parts.ts';

/** State of a {@link Mixer}. The time is not in it: it changes all the time. */
export interface MixerState {
  readonly status: 'idle' | 'loading' | 'playing' | 'paused' | 'blocked' | 'ended' | 'error';
  readonly parts: readonly MixerPart[];
  /** Seconds of the longest part; `null` before the parts are loaded, unless all of them tell it themselves. */
  readonly duration: number | null;
  readonly error: PotooError | null;
}

/** How a {@link Mixer} is made. */
export interface MixerOptions {
  /** What it mixes. */
  readonly sources: readonly MixerSource[];
  /** Where it sounds. @default One of its own. */
  readonly loudspeaker?: Loudspeaker | undefined;
}

/** Plays the parts of a recording together, sample for sample, each as loud as it is set. */
export class Mixer extends Controller<MixerState, MixerOptions> {
  readonly #own = new Loudspeaker();
  readonly #ticker = new TimeTicker(() => this.currentTime);
  #loading: Promise<ReadonlyMap<string, AudioBuffer>> | undefined;
  #loaded: readonly MixerSource[] = [];
  #run: MixRun | undefined;
  #place = 0;

  constructor(options: MixerOptions) {
    const parts = options.sources.map(({ name }) => ({ name, volume: 1, muted: false, solo: false }));
    super({ status: 'idle', parts, duration: toldDuration(options.sources), error: null }, options);
  }

  /** Seconds from the start of what plays. */
  get currentTime(): number {
    return Math.min(this.#run?.time() ?? this.#place, this.getSnapshot().duration ?? Number.POSITIVE_INFINITY);
  }

  /** Calls a listener with the time, in every frame that the page draws while it plays, and after each jump. */
  readonly subscribeTime = (listener: (time: number) => void): (() => void) => this.#ticker.subscribe(listener);

  /** Plays on, or from the start after the end; loads the parts the first time. Errors go into the state. */
  readonly play = (): void => inState(this.playAsync());

  /** Like {@link play}, and resolves when it sounds. @throws {PotooError} If a part cannot be fetched or decoded. */
  readonly playAsync = async (): Promise<void> => {
    this.life.throwIfAborted();
    if (this.getSnapshot().status === 'playing') return;
    // Before anything is awaited: only now is it still the click.
    this.#loudspeaker.unlock();
    this.#loudspeaker.claim(this.#user);
    this.update({ status: 'loading', error: null });
    try {
      const buffers = await this.#load();
      const runs = await this.#loudspeaker.ready();
      if (this.getSnapshot().status !== 'loading') return;
      if (!runs) return this.update({ status: 'blocked' });
      if (this.#place >= (this.getSnapshot().duration ?? 0)) this.#place = 0;
      this.#begin(buffers);
    } catch (error) {
      this.#loading = undefined;
      const known = asPotooError(error);
      if (!this.life.aborted) this.update({ status: 'error', error: known });
      throw known;
    }
  };

  /** Stands still; the place is kept. */
  readonly pause = (): void => {
    const { status } = this.getSnapshot();
    if (status !== 'playing' && status !== 'loading' && status !== 'blocked') return;
    this.#place = this.currentTime;
    this.#silence();
    this.update({ status: 'paused' });
  };

  /** Plays or pauses. */
  readonly toggle = (): void => {
    const { status } = this.getSnapshot();
    if (status === 'playing' || status === 'loading') this.pause();
    else this.play();
  };

  /** Goes to a time, seconds. */
  readonly seek = (time: number): void => {
    const { status, duration } = this.getSnapshot();
    this.#place = Math.max(0, Math.min(time, duration ?? time));
    if (status === 'playing') {
      this.#silence();
      this.update({ status: 'paused' });
      this.play();
    } else if (status === 'ended') this.update({ status: 'paused' });
    this.#ticker.tick();
  };

  /** @param volume - 0 to 1. */
  readonly setVolume = (name: string, volume: number): void => {
    if (!(volume >= 0 && volume <= 1)) throw new RangeError(`A volume lies between 0 and 1, and is ${volume}.`);
    this.#change(name, { volume });
  };

  readonly setMuted = (name: string, muted: boolean): void => this.#change(name, { muted });
  readonly setSolo = (name: string, solo: boolean): void => this.#change(name, { solo });

  protected override optionsChanged(): void {
    const { sources } = this.options;
    if (sameSources(sources, this.#loaded) || !this.#loading) return;
    this.#silence();
    this.#loading = undefined;
    this.#place = 0;
    this.update({
      status: 'idle',
      duration: toldDuration(sources),
      error: null,
      parts: sources.map(({ name }) => ({ name, volume: 1, muted: false, solo: false })),
    });
  }

  protected override disposed(): void {
    this.#silence();
    this.#loudspeaker.release(this.#user);
    this.#own.dispose();
    this.#loading = undefined;
    this.update({ status: 'idle' });
  }

  get #loudspeaker(): Loudspeaker {
    return this.options.loudspeaker ?? this.#own;
  }

  readonly #user = { giveUp: () => this.pause() };

  #load(): Promise<ReadonlyMap<string, AudioBuffer>> {
    const { sources } = this.options;
    if (this.#loading && sameSources(sources, this.#loaded)) return this.#loading;
    this.#loaded = sources;
    const { context } = this.#loudspeaker;
    const decode = async ({ name, source }: MixerSource) =>
      [name, await decodePart(name, source, context, this.life)] as const;
    this.#loading = Promise.all(sources.map(decode)).then((entries) => {
      const buffers = new Map(entries);
      this.update({ duration: Math.max(0, ...[...buffers.values()].map(({ duration }) => duration)) });
      return buffers;
    });
    return this.#loading;
  }

  #begin(buffers: ReadonlyMap<string, AudioBuffer>): void {
    const { duration, parts } = this.getSnapshot();
    this.#run = new MixRun(this.#loudspeaker.context, buffers, this.#place, parts);
    this.#ticker.start();
    this.update({ status: 'playing' });
    this.#run.whenOver(duration ?? 0, () => {
      this.#place = duration ?? 0;
      this.#silence();
      this.update({ status: 'ended' });
    });
  }

  #silence(): void {
    this.#run?.stop();
    this.#run = undefined;
    this.#ticker.stop();
  }

  #change(name: string, change: Partial<MixerPart>): void {
    const parts = this.getSnapshot().parts.map((part) => (part.name === name ? { ...part, ...change } : part));
    this.update({ parts });
    this.#run?.mix(parts);
  }
}

/** Seconds of the longest part, where every part is a result of a service: they know how long they are. */
function toldDuration(sources: readonly MixerSource[]): number | null {
  const durations = sources.map(({ source }) => (source instanceof AudioOutput ? source.duration : Number.NaN));
  const longest = Math.max(...durations);
  return Number.isFinite(longest) ? longest : null;
}

function sameSources(some: readonly MixerSource[], others: readonly MixerSource[]): boolean {
  return some.length === others.length && some.every(({ source }, index) => source === others[index]?.source);
}
