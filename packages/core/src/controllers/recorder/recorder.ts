import { DeviceError } from '../../errors/errors.ts';
import type { PotooError } from '../../errors/potoo-error.ts';
import { asPotooError, inState, isAbort } from '../as-potoo-error.ts';
import { Controller } from '../controller.ts';
import { Microphone, type MicrophoneLease } from '../microphone/microphone.ts';
import { SILENT, type SoundLevel } from '../microphone/sound-level.ts';
import type { Capture, Recording, RecordingEnd, RecordingFormat } from './recording.ts';

/** State of a {@link Recorder}. Time and level are not in it: they change all the time. */
export interface RecorderState {
  readonly status: 'idle' | 'requesting' | 'recording' | 'paused' | 'stopping' | 'stopped' | 'error';
  /** What was recorded last. */
  readonly recording: Recording | null;
  /** Why it cannot record; with a recording beside it, why that ended early. */
  readonly error: PotooError | null;
}

/** How a {@link Recorder} is made. */
export interface RecorderOptions {
  /** @default One of its own. */
  readonly microphone?: Microphone | undefined;
  /** @default 'wav' */
  readonly format?: RecordingFormat | undefined;
  /** Hertz, of WAV. @default The device's own; 16000 is enough to be understood. */
  readonly sampleRate?: number | undefined;
  /** What the browser is to compress to. @default Its own choice, Opus as a rule. */
  readonly mimeType?: string | undefined;
  /** Of compressed audio. @default The browser's choice. */
  readonly bitsPerSecond?: number | undefined;
  /** Seconds after which it stops by itself. @default 3600 */
  readonly maxDuration?: number | undefined;
  /** Where `@potoo/core/capture-worklet` is served, where a bundler does not find it by itself. */
  readonly workletUrl?: string | URL | undefined;
  readonly onRecording?: ((recording: Recording) => void) | undefined;
  readonly onError?: ((error: PotooError) => void) | undefined;
}

const MAX_DURATION = 3600;
/** How often the level is noted for the waveform. */
const PEAK_MS = 50;
/** A WAV file of nothing but its head. */
const EMPTY_BYTES = 44;

/** Records a microphone: WAV sample for sample, or compressed by the browser, with the right length in the file. */
export class Recorder extends Controller<RecorderState, RecorderOptions> {
  readonly #own: Microphone;
  #detachOwn: (() => void) | undefined;
  #attempt: AbortController | undefined;
  #lease: MicrophoneLease | undefined;
  #capture: Capture | undefined;
  #stopping: Promise<Recording> | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #peaks: number[] = [];

  constructor(options: RecorderOptions = {}) {
    super({ status: 'idle', recording: null, error: null }, options);
    this.#own = new Microphone();
  }

  /** What it records. */
  get microphone(): Microphone {
    return this.options.microphone ?? this.#own;
  }

  /** Seconds recorded so far; pauses do not count. */
  get elapsed(): number {
    return this.#capture?.elapsed ?? this.getSnapshot().recording?.duration ?? 0;
  }

  /** How loud it is now. */
  get level(): SoundLevel {
    return this.#lease?.level() ?? SILENT;
  }

  /** Levels so far, 20 a second, 0 to 1: for a waveform that grows. */
  get peaks(): readonly number[] {
    return this.#peaks;
  }

  /** Starts; a recording that was there is forgotten. Errors go into the state. */
  readonly start = (): void => inState(this.startAsync());

  /**
   * Like {@link start}, and resolves when it records.
   * @param signal - Gives up while it is not recording yet.
   * @throws {PotooError} Why it cannot; `reason` tells it to programs. Trying again is always possible.
   */
  readonly startAsync = async ({ signal: given }: { readonly signal?: AbortSignal } = {}): Promise<void> => {
    this.life.throwIfAborted();
    this.cancel();
    const attempt = new AbortController();
    const signal = AbortSignal.any([attempt.signal, this.life, ...(given ? [given] : [])]);
    this.#attempt = attempt;
    this.#peaks = [];
    this.update({ status: 'requesting', recording: null, error: null });
    let lease: MicrophoneLease | undefined;
    try {
      const loading = this.#load();
      // The microphone's own error comes first.
      loading.catch(() => {});
      lease = await this.microphone.acquire(signal);
      // Given up while the way to record is still being loaded, the microphone goes off at once.
      signal.addEventListener('abort', lease.release, { once: true });
      signal.throwIfAborted();
      const begin = await loading;
      const capture = await begin(lease, signal);
      signal.throwIfAborted();
      this.#capture = capture;
    } catch (error) {
      lease?.release();
      if (this.#attempt === attempt) this.#fail(error, signal);
      throw signal.aborted || isAbort(error) ? error : asPotooError(error);
    }
    this.#lease = lease;
    lease.gone.addEventListener('abort', () => this.#end(lostBy(lease.gone.reason)), { signal });
    if (lease.gone.aborted) this.#end(lostBy(lease.gone.reason));
    this.#timer = setInterval(() => this.#tick(), PEAK_MS);
    this.update({ status: 'recording' });
  };

  readonly pause = (): void => {
    if (this.getSnapshot().status !== 'recording') return;
    this.#capture?.pause();
    this.update({ status: 'paused' });
  };

  readonly resume = (): void => {
    if (this.getSnapshot().status !== 'paused') return;
    this.#capture?.resume();
    this.update({ status: 'recording' });
  };

  /** Stops; the recording goes into the state. */
  readonly stop = (): void => inState(this.stopAsync());

  /**
   * Like {@link stop}, and resolves with the recording.
   * @throws {DeviceError} `empty_recording`, or `not_recording`.
   */
  readonly stopAsync = (): Promise<Recording> => this.#stop('stopped');

  /** Stops and throws away what was recorded. */
  readonly cancel = (): void => {
    this.#attempt?.abort(new DOMException('The recording was cancelled.', 'AbortError'));
    this.#attempt = undefined;
    this.#capture?.cancel();
    this.#letGo();
    const { status } = this.getSnapshot();
    if (status !== 'stopped' && status !== 'error') this.update({ status: 'idle' });
  };

  /** Forgets the recording and the error. */
  readonly reset = (): void => {
    this.cancel();
    this.#peaks = [];
    this.update({ status: 'idle', recording: null, error: null });
  };

  protected override attached(): void {
    this.#detachOwn ??= this.#own.attach();
  }

  protected override disposed(): void {
    this.cancel();
    this.#detachOwn?.();
    this.#detachOwn = undefined;
    this.#own.dispose();
  }

  /** Loads the way to record, beside the question for the microphone: who never records never loads it. */
  #load(): Promise<(lease: MicrophoneLease, signal: AbortSignal) => Capture | Promise<Capture>> {
    const {
      format = 'wav',
      sampleRate,
      workletUrl,
      maxDuration = MAX_DURATION,
      mimeType,
      bitsPerSecond,
    } = this.options;
    if (format === 'compressed') {
      return import('./compressed-capture.ts').then(({ CompressedCapture }) => (lease, signal) => {
        const onError = (error: PotooError) => this.#fail(error, signal);
        return new CompressedCapture(lease, { mimeType, bitsPerSecond, onError });
      });
    }
    const onFull = () => this.#end('limit');
    return import('./wav-capture.ts').then(
      ({ WavCapture }) =>
        (lease, signal) =>
          WavCapture.start(lease, { sampleRate, workletUrl, maxDuration, onFull }, signal),
    );
  }

  #tick(): void {
    const { maxDuration = MAX_DURATION } = this.options;
    if (this.getSnapshot().status !== 'recording') return;
    this.#peaks = [...this.#peaks, this.level.level];
    if (this.elapsed >= maxDuration) this.#end('limit');
  }

  #end(reason: RecordingEnd): void {
    inState(this.#stop(reason));
  }

  #stop(reason: RecordingEnd): Promise<Recording> {
    if (this.#stopping) return this.#stopping;
    const capture = this.#capture;
    if (!capture) {
      return Promise.reject(
        new DeviceError('Nothing is being recorded.', { reason: 'not_recording', hint: 'Call start() first.' }),
      );
    }
    this.update({ status: 'stopping' });
    const stopping = this.#finish(capture, reason).finally(() => {
      if (this.#stopping === stopping) this.#stopping = undefined;
    });
    this.#stopping = stopping;
    return stopping;
  }

  async #finish(capture: Capture, endedBy: RecordingEnd): Promise<Recording> {
    const gone: unknown = this.#lease?.gone.reason;
    try {
      const file = await capture.finish();
      if (this.#capture !== capture) throw new DOMException('The recording was cancelled.', 'AbortError');
      if (file.blob.size <= EMPTY_BYTES) throw emptyRecording();
      const recording = { ...file, endedBy };
      this.#letGo();
      this.update({ status: 'stopped', recording, error: endedBy === 'device-lost' ? asPotooError(gone) : null });
      this.options.onRecording?.(recording);
      return recording;
    } catch (error) {
      if (this.#capture === capture) this.#fail(error);
      throw error;
    }
  }

  #fail(error: unknown, signal?: AbortSignal): void {
    this.#letGo();
    if (signal?.aborted || isAbort(error)) {
      this.update({ status: 'idle' });
      return;
    }
    const known = asPotooError(error);
    this.update({ status: 'error', error: known });
    this.options.onError?.(known);
  }

  #letGo(): void {
    clearInterval(this.#timer);
    this.#attempt = undefined;
    this.#capture = undefined;
    this.#stopping = undefined;
    this.#lease?.release();
    this.#lease = undefined;
  }
}

function lostBy(reason: unknown): RecordingEnd {
  return isAbort(reason) ? 'page-left' : 'device-lost';
}

function emptyRecording(): PotooError {
  return new DeviceError('The recording is empty.', {
    reason: 'empty_recording',
    hint: 'Record for longer, or choose another microphone.',
    retryable: true,
  });
}
