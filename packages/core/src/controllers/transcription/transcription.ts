import type { AudioInput } from '../../audio/audio-input.ts';
import type { Transcript, TranscriptionRequest, TranscriptSegment } from '../../contract/transcription.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import type { PotooError } from '../../errors/potoo-error.ts';
import { asPotooError, inState, isAbort } from '../as-potoo-error.ts';
import { Controller } from '../controller.ts';
import type { VoiceDetector } from '../listening/voice-detector.ts';
import { Microphone } from '../microphone/microphone.ts';
import { LiveTranscript } from './live-transcript.ts';
import { transcribeFile } from './transcribe-file.ts';

/** State of a {@link Transcription}. */
export interface TranscriptionState {
  /** `listening`: live. `finishing`: no longer listening, and what was said last is still being written down. */
  readonly status: 'idle' | 'requesting' | 'listening' | 'finishing' | 'transcribing' | 'done' | 'error';
  /** What is certain so far. */
  readonly text: string;
  /** What the current stretch sounds like so far; it may change. */
  readonly partial: string;
  readonly segments: readonly TranscriptSegment[];
  /** The whole, of a file that is done. */
  readonly transcript: Transcript | null;
  /** 0 to 1, of a file. */
  readonly progress: number;
  /** Live: whether someone speaks now. */
  readonly speaking: boolean;
  readonly error: PotooError | null;
}

/** What is asked of a transcript. */
export type TranscribeOptions = Pick<TranscriptionRequest, 'model' | 'language' | 'words' | 'diarize' | 'fileName'>;

/** How a {@link Transcription} is made. */
export interface TranscriptionOptions extends Omit<TranscribeOptions, 'fileName'> {
  readonly service: VoiceService;
  /** Live: what is listened to. @default One of its own. */
  readonly microphone?: Microphone | undefined;
  /** Live: seconds of silence that end a stretch. @default 0.7 */
  readonly silence?: number | undefined;
  /** Live: what tells a voice from other sound. @default Level and pitch, without a download. */
  readonly detector?: VoiceDetector | undefined;
  /** Live: milliseconds between looks at a stretch that is still being spoken; 0 for none. @default 1200 */
  readonly partialMs?: number | undefined;
  /** Where `@potoo/core/capture-worklet` is served, where a bundler does not find it by itself. */
  readonly workletUrl?: string | URL | undefined;
  readonly onSegment?: ((segment: TranscriptSegment) => void) | undefined;
  readonly onError?: ((error: PotooError) => void) | undefined;
}

const EMPTY = {
  ...{
    status: 'idle',
    text: '',
    partial: '',
    segments: [],
    transcript: null,
    progress: 0,
    speaking: false,
    error: null,
  },
} as const satisfies TranscriptionState;

/** Writes down what is said: in a file, or live from the microphone, stretch by stretch. */
export class Transcription extends Controller<TranscriptionState, TranscriptionOptions> {
  readonly #own = new Microphone();
  #detachOwn: (() => void) | undefined;
  #run: AbortController | undefined;
  #live: LiveTranscript | undefined;

  constructor(options: TranscriptionOptions) {
    super(EMPTY, options);
  }

  /** What is listened to. */
  get microphone(): Microphone {
    return this.options.microphone ?? this.#own;
  }

  /** Writes a file down. Errors go into the state. */
  readonly transcribe = (audio: AudioInput, options?: TranscribeOptions & { readonly signal?: AbortSignal }): void =>
    inState(this.transcribeAsync(audio, options));

  /**
   * Like {@link transcribe}, and resolves with the transcript.
   * @throws {PotooError} What the service throws.
   * @throws The signal's reason, or an `AbortError` when it is cancelled or replaced.
   */
  readonly transcribeAsync = (
    audio: AudioInput,
    { signal, ...options }: TranscribeOptions & { readonly signal?: AbortSignal } = {},
  ): Promise<Transcript> =>
    this.#begin('transcribing', signal, async (inner) => {
      const request = { ...this.#request(), ...options, audio };
      const transcript = await transcribeFile(this.options.service, request, inner, {
        partial: (partial) => this.update({ partial }),
        segment: (segment) => this.#add(segment),
        progress: (progress) => this.update({ progress }),
      });
      const { text, segments } = transcript;
      this.update({ status: 'done', text, segments, partial: '', transcript, progress: 1 });
      return transcript;
    });

  /** Listens to the microphone. Errors go into the state. */
  readonly listen = (): void => inState(this.listenAsync());

  /** Like {@link listen}, and resolves when it listens. @throws {PotooError} Why the microphone cannot be opened. */
  readonly listenAsync = ({ signal }: { readonly signal?: AbortSignal } = {}): Promise<void> =>
    this.#begin('requesting', signal, async (inner, run) => {
      const { service, silence, detector, partialMs, workletUrl } = this.options;
      const listening = { microphone: this.microphone, silence, detector, workletUrl, signal: inner };
      const live = await LiveTranscript.start(
        { ...listening, service, request: this.#request(), partialMs },
        {
          speaking: (speaking) => this.update({ speaking }),
          partial: (partial) => this.update({ partial }),
          segment: (segment) => this.#add(segment),
          failed: (error) => this.#run === run && this.#fail(error, inner),
        },
      );
      this.#live = live;
      this.update({ status: 'listening' });
    });

  /** Stops listening; what was said last is still written down. */
  readonly stop = (): void => inState(this.stopAsync());

  /** Like {@link stop}, and resolves with all that was said once it is written down. */
  readonly stopAsync = async (): Promise<string> => {
    const live = this.#live;
    if (!live) return this.getSnapshot().text;
    this.#live = undefined;
    this.update({ status: 'finishing', speaking: false });
    await live.finish();
    if (this.getSnapshot().status === 'finishing') this.update({ status: 'done', partial: '' });
    return this.getSnapshot().text;
  };

  /** Stops at once; what is certain so far stays. */
  readonly cancel = (): void => {
    this.#halt(new DOMException('The transcription was cancelled.', 'AbortError'));
    const { status } = this.getSnapshot();
    if (status !== 'done' && status !== 'error') this.update({ status: 'idle', partial: '', speaking: false });
  };

  /** Forgets everything. */
  readonly reset = (): void => {
    this.cancel();
    this.update(EMPTY);
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

  #request(): Omit<TranscribeOptions, 'fileName'> {
    const { model, language, words, diarize } = this.options;
    return {
      ...(model !== undefined && { model }),
      ...(language !== undefined && { language }),
      ...(words !== undefined && { words }),
      ...(diarize !== undefined && { diarize }),
    };
  }

  async #begin<Result>(
    status: 'transcribing' | 'requesting',
    given: AbortSignal | undefined,
    work: (signal: AbortSignal, run: AbortController) => Promise<Result>,
  ): Promise<Result> {
    this.life.throwIfAborted();
    given?.throwIfAborted();
    this.#halt(new DOMException('Something else is written down instead.', 'AbortError'));
    const run = new AbortController();
    const signal = AbortSignal.any([run.signal, this.life, ...(given ? [given] : [])]);
    this.#run = run;
    this.update({ ...EMPTY, status });
    try {
      return await work(signal, run);
    } catch (error) {
      if (this.#run === run) this.#fail(error, signal);
      throw signal.aborted || isAbort(error) ? error : asPotooError(error);
    }
  }

  #add(segment: TranscriptSegment): void {
    const segments = [...this.getSnapshot().segments, segment];
    this.update({ segments, text: segments.map(({ text }) => text).join(' '), partial: '' });
    this.options.onSegment?.(segment);
  }

  #fail(error: unknown, signal: AbortSignal): void {
    this.#live?.cancel();
    this.#live = undefined;
    if (signal.aborted || isAbort(error)) {
      this.update({ status: 'idle', partial: '', speaking: false });
      return;
    }
    const known = asPotooError(error);
    this.update({ status: 'error', error: known, speaking: false });
    this.options.onError?.(known);
  }

  #halt(reason: unknown): void {
    const run = this.#run;
    this.#run = undefined;
    run?.abort(reason);
    this.#live?.cancel();
    this.#live = undefined;
  }
}
