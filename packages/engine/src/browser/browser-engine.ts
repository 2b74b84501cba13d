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
import type { VoiceDetector } from '@potoo/core/voice-activity';
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
} from './messages.ts';
import { type BrowserEngineOptions, type ResolvedBrowserOptions, resolveBrowserOptions } from './options.ts';
import { noDetector, noEars, PageRefusals } from './page-refusals.ts';
import { WorkerCalls } from './worker-calls.ts';

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
  readonly #worker: WorkerCalls;
  #persisted = false;

  /** @internal */
  constructor(options: ResolvedBrowserOptions) {
    super();
    this.#options = options;
    this.#worker = new WorkerCalls(options);
  }

  async capabilities(options?: CallOptions): Promise<Capabilities> {
    return this.#worker.run('capabilities', {}, options);
  }

  async listModels(filter: ModelFilter = {}, options?: CallOptions): Promise<Model[]> {
    return this.#worker.run('listModels', { filter }, options);
  }

  async listVoices(filter: VoiceFilter = {}, options?: CallOptions): Promise<Voice[]> {
    return this.#worker.run('listVoices', { filter }, options);
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
    const { audio, ...result } = await this.#worker.run<Omit<AudioResult, 'audio'> & { readonly audio: PackedAudio }>(
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
    await this.#worker.run('warm', { voice: options.voice, model: options.model } satisfies WarmParams, options);
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
    const params: DetectParams = { model };
    return (input, signal) => this.#worker.stream<DetectEvent>('detect', params, { signal, input });
  }

  async close(): Promise<void> {
    await this.#worker.close();
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
    this.#persist();
    yield* this.#worker.stream<SpeakEvent>('speak', params, { ...options, input: pieces });
  }

  async *#listen(
    request: TranscriptionRequest,
    partials: boolean,
    options: CallOptions = {},
  ): AsyncGenerator<TranscriptEvent> {
    if (!this.#options.hasEars) throw noEars();
    this.#persist();
    const params: ListenParams = { request: await packAudioInput(request, options.signal), partials };
    yield* this.#worker.stream<ListeningEvent>('listen', params, options);
  }

  /** Only a page, not a Worker, can ask that what it keeps be kept. */
  #persist(): void {
    if (!this.#options.persist || this.#persisted) return;
    this.#persisted = true;
    // A refusal changes nothing: then the browser may clear the models, and they are fetched again.
    globalThis.navigator?.storage?.persist?.().catch(() => {});
  }
}

function isAsyncIterable(value: unknown): value is AsyncIterable<string> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
