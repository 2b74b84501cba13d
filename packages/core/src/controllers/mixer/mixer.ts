import { AudioOutput } from '../../audio/audio-output.ts';
import { BadRequestError, UnreachableError } from '../../errors/errors.ts';
import type { PotooError } from '../../errors/potoo-error.ts';
import { asPotooError, inState } from '../as-potoo-error.ts';
import { Controller } from '../controller.ts';
import { Loudspeaker } from '../loudspeaker/loudspeaker.ts';
import { TimeTicker } from '../player/time-ticker.ts';

/** One part of a mix: an address, a file, or a result of a service. */
export interface MixerSource {
  /** Unlike that of any other part. */
  readonly name: string;
  readonly source: string | URL | Blob | AudioOutput;
}

/** How one part of a mix is heard. */
export interface MixerPart {
  readonly name: string;
  /** 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
  /** While any part is solo, only those that are can be heard. */
  readonly solo: boolean;
}

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

/** Seconds between the call and the first sound, so that all parts begin together. */
const LEAD = 0.05;

/** Time constant of a change of volume, seconds: long enough not to click. */
const SMOOTHING = 0.015;

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

/** The parts of a mix while they sound together. */
class MixRun {
  readonly #context: AudioContext;
  readonly #startsAt: number;
  readonly #from: number;
  readonly #gains = new Map<string, GainNode>();
  readonly #sources: AudioBufferSourceNode[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    context: AudioContext,
    buffers: ReadonlyMap<string, AudioBuffer>,
    from: number,
    parts: readonly MixerPart[],
  ) {
    this.#context = context;
    this.#startsAt = context.currentTime + LEAD;
    this.#from = from;
    for (const [name, buffer] of buffers) {
      const gain = new GainNode(context, { gain: heardAs(parts, name) });
      gain.connect(context.destination);
      const source = new AudioBufferSourceNode(context, { buffer });
      source.connect(gain);
      source.start(this.#startsAt, Math.min(from, buffer.duration));
      this.#gains.set(name, gain);
      this.#sources.push(source);
    }
  }

  /** Seconds from the start of the mix. */
  time(): number {
    return this.#from + Math.max(0, this.#context.currentTime - this.#startsAt);
  }

  mix(parts: readonly MixerPart[]): void {
    for (const [name, gain] of this.#gains) {
      gain.gain.setTargetAtTime(heardAs(parts, name), this.#context.currentTime, SMOOTHING);
    }
  }

  /** Calls back when a time, seconds, has been reached. */
  whenOver(end: number, callback: () => void): void {
    const look = () => {
      const left = end - this.time();
      if (left <= 0) callback();
      else this.#timer = setTimeout(look, Math.max(20, left * 1000));
    };
    look();
  }

  stop(): void {
    clearTimeout(this.#timer);
    for (const source of this.#sources) source.stop();
    for (const gain of this.#gains.values()) gain.disconnect();
  }
}

/** How loud a part is heard, 0 to 1, among the others. */
function heardAs(parts: readonly MixerPart[], name: string): number {
  const part = parts.find((each) => each.name === name);
  if (!part || part.muted) return 0;
  return parts.some(({ solo }) => solo) && !part.solo ? 0 : part.volume;
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

async function decodePart(
  name: string,
  source: MixerSource['source'],
  context: AudioContext,
  signal: AbortSignal,
): Promise<AudioBuffer> {
  const bytes = await bytesOf(name, source, signal);
  try {
    return await context.decodeAudioData(bytes);
  } catch (cause) {
    throw new BadRequestError(`The browser cannot decode "${name}".`, {
      reason: 'undecodable_audio',
      hint: 'Use WAV, MP3 or another format that the browser knows.',
      cause,
    });
  }
}

async function bytesOf(name: string, source: MixerSource['source'], signal: AbortSignal): Promise<ArrayBuffer> {
  if (source instanceof AudioOutput) return source.blob().arrayBuffer();
  if (source instanceof Blob) return source.arrayBuffer();
  const response = await fetch(source, { signal });
  if (!response.ok) {
    throw new UnreachableError(`"${name}" could not be fetched: the server answered with ${response.status}.`, {
      hint: 'Results are kept for a day; separate the recording again.',
    });
  }
  return response.arrayBuffer();
}
