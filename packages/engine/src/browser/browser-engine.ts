import type {
  AudioResult,
  CallOptions,
  Capabilities,
  ConvertAudioRequest,
  Model,
  ModelFilter,
  SpeechEvent,
  SpeechRequest,
  SpeechResult,
  SpeechStream,
  SpeechStreamRequest,
  Transcript,
  TranscriptEvent,
  TranscriptionRequest,
  TranscriptStream,
  Voice,
  VoiceFilter,
  VoiceService,
} from '@potoo/core';
import { AudioOutput } from '@potoo/core/audio';
import { InternalError } from '@potoo/core/errors';
import type { VoiceDetector, VoiceEvidence } from '@potoo/core/voice-activity';
import type { HostPool } from '../hosts/contract.ts';
import { DEFAULT_HOST_LIMITS } from '../hosts/host-limits.ts';
import { SupervisedPool } from '../hosts/supervised-pool.ts';
import { gatherSpeech } from '../pipeline/gather-speech.ts';
import { packAudioInput } from './audio-input.ts';
import type {
  DetectEvent,
  DetectParams,
  ListeningEvent,
  ListenParams,
  PackedAudio,
  SpeakEvent,
  SpeakParams,
  WarmParams,
  WorkEvent,
} from './messages.ts';
import { type BrowserEngineOptions, type ResolvedBrowserOptions, resolveBrowserOptions } from './options.ts';
import { noDetector, noEars, PageRefusals } from './page-refusals.ts';
import { WorkerChild } from './worker-child.ts';

/** Calls that the one Worker has under way at a time; they take turns, sentence by sentence. */
const CALLS_AT_ONCE = 64;
/** A sentence takes a slow phone a second; a Worker that does not hear of an abort for longer hangs. */
const ABORT_GRACE_MS = 5000;
/** The script of the Worker has 0.6 MB to come over a slow network. */
const START_MS = 120_000;

/**
 * Makes an engine for a web page: the contract of `@potoo/core`, in a Worker, with voices of its own and no server.
 *
 * ```ts
 * const voice = createBrowserEngine();
 * const { audio } = await voice.synthesize({ text: 'Hello.' });
 * await audio.play();
 * ```
 * Nothing is fetched before the first call. Assets come from the page's own site, are checked against their SHA-256, and
 * are kept in the browser's storage. Works under a policy of `script-src 'self' 'wasm-unsafe-eval'; worker-src 'self';
 * connect-src 'self'`.
 */
export function createBrowserEngine(options: BrowserEngineOptions = {}): BrowserEngine {
  return new BrowserEngine(resolveBrowserOptions(options));
}

/** The engine of a page. Make it with {@link createBrowserEngine}. */
export class BrowserEngine extends PageRefusals implements VoiceService {
  readonly #options: ResolvedBrowserOptions;
  readonly #pool: HostPool;
  #persisted = false;

  /** @internal */
  constructor(options: ResolvedBrowserOptions) {
    super();
    this.#options = options;
    this.#pool = new SupervisedPool({
      name: 'browser',
      // A Worker is made from its own script: there is nothing more to name.
      module: new URL('worker:potoo'),
      options: options.worker,
      size: 1,
      limits: {
        concurrency: CALLS_AT_ONCE,
        abortGraceMs: ABORT_GRACE_MS,
        startMs: START_MS,
        idleMs: options.idleMs,
        maxRequests: Number.POSITIVE_INFINITY,
        memoryBytes: DEFAULT_HOST_LIMITS.memoryBytes,
      },
      launch: (owner) => new WorkerChild(options.start, owner),
    });
  }

  async capabilities(options?: CallOptions): Promise<Capabilities> {
    return this.#run('capabilities', {}, options);
  }

  async listModels(filter: ModelFilter = {}, options?: CallOptions): Promise<Model[]> {
    return this.#run('listModels', { filter }, options);
  }

  async listVoices(filter: VoiceFilter = {}, options?: CallOptions): Promise<Voice[]> {
    return this.#run('listVoices', { filter }, options);
  }

  async synthesize(request: SpeechRequest, options?: CallOptions): Promise<SpeechResult> {
    return gatherSpeech(this.#speak(request, false, options));
  }

  async *streamSpeech(request: SpeechStreamRequest, options?: CallOptions): SpeechStream {
    yield* this.#speak(request, true, options);
  }

  async transcribe(request: TranscriptionRequest, options?: CallOptions): Promise<Transcript> {
    for await (const event of this.#listen(request, false, options)) if (event.type === 'done') return event.transcript;
    throw new InternalError('The Worker of the voices ended a transcript without its last part.', {
      reason: 'host_crashed',
    });
  }

  async *streamTranscript(request: TranscriptionRequest, options?: CallOptions): TranscriptStream {
    yield* this.#listen(request, true, options);
  }

  async convertAudio(request: ConvertAudioRequest, options: CallOptions = {}): Promise<AudioResult> {
    const params = { request: await packAudioInput(request, options.signal) };
    const { audio, ...result } = await this.#run<Omit<AudioResult, 'audio'> & { readonly audio: PackedAudio }>(
      'convertAudio',
      params,
      options,
    );
    const { bytes, ...facts } = audio;
    return { ...result, audio: new AudioOutput(bytes, facts) };
  }

  /**
   * Starts the Worker and fetches what a voice or a model needs, so that the first request need not wait for it.
   * @param options - `voice`: an id of `listVoices`; `model`: one of `listModels`, such as a recogniser. By default the
   *   first voice.
   */
  async warm(options: CallOptions & { readonly voice?: string; readonly model?: string } = {}): Promise<void> {
    this.#persist();
    await this.#run('warm', { voice: options.voice, model: options.model } satisfies WarmParams, options);
  }

  /**
   * Fetches and starts what tells a voice from other sound (Silero), to give to a `VoiceActivity`, a `Conversation` or a
   * `Transcription`. It serves several at a time.
   * @throws {UnsupportedError} If `neural.models` does not have `silero-vad`.
   */
  async voiceDetector(options: CallOptions = {}): Promise<VoiceDetector> {
    const model = this.#options.voiceDetector;
    if (model === undefined) throw noDetector();
    await this.warm({ ...options, model });
    return (frames, signal) => this.#detect(model, frames, signal);
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async *#speak(
    request: SpeechStreamRequest,
    streaming: boolean,
    options: CallOptions = {},
  ): AsyncGenerator<SpeechEvent> {
    // Callers without types may hand in anything: the Worker checks it.
    const text: unknown = request?.text;
    const pieces = isAsyncIterable(text) ? text : undefined;
    const params: SpeakParams = {
      request: pieces ? { ...request, text: '' } : request,
      textFollows: pieces !== undefined,
      streaming,
    };
    const { signal } = options;
    this.#persist();
    const call = this.#pool.open<SpeakEvent, void>('speak', params, { signal, input: pieces });
    for await (const event of call) {
      if (event.type === 'asset' || event.type === 'working') this.#tell(event, options);
      else yield event;
    }
    await call.result;
  }

  async *#listen(
    request: TranscriptionRequest,
    partials: boolean,
    options: CallOptions = {},
  ): AsyncGenerator<TranscriptEvent> {
    if (!this.#options.hasEars) throw noEars();
    this.#persist();
    const params: ListenParams = { request: await packAudioInput(request, options.signal), partials };
    const call = this.#pool.open<ListeningEvent, void>('listen', params, { signal: options.signal });
    for await (const event of call) {
      if (event.type === 'asset' || event.type === 'working') this.#tell(event, options);
      else yield event;
    }
    await call.result;
  }

  async *#detect(
    model: string,
    input: AsyncIterable<Float32Array<ArrayBuffer>>,
    signal: AbortSignal,
  ): AsyncGenerator<VoiceEvidence> {
    const call = this.#pool.open<DetectEvent, void>('detect', { model } satisfies DetectParams, { signal, input });
    for await (const event of call) {
      if (event.type === 'evidence') yield event;
      else this.#tell(event, {});
    }
    await call.result;
  }

  /** Only a page, not a Worker, can ask that what it keeps be kept. */
  #persist(): void {
    if (!this.#options.persist || this.#persisted) return;
    this.#persisted = true;
    // A refusal changes nothing: then the browser may clear the models, and they are fetched again.
    globalThis.navigator?.storage?.persist?.().catch(() => {});
  }

  async #run<Result>(method: string, params: unknown, options: CallOptions = {}): Promise<Result> {
    const call = this.#pool.open<WorkEvent, Result>(method, params, { signal: options.signal });
    for await (const event of call) this.#tell(event, options);
    return call.result;
  }

  #tell(event: WorkEvent, { onProgress }: CallOptions): void {
    if (event.type === 'asset') this.#options.onAssetProgress?.(event.progress);
    else onProgress?.(event.progress);
  }
}

function isAsyncIterable(value: unknown): value is AsyncIterable<string> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
