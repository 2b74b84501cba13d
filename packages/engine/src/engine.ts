import type {
  Alignment,
  AlignRequest,
  Analysis,
  AnalyzeRequest,
  AudioInput,
  AudioResult,
  CallOptions,
  Capabilities,
  ClonedVoice,
  CloneVoiceRequest,
  Conversation,
  ConversationFilter,
  ConversationHistory,
  ConversationTurn,
  ConverseRequest,
  ConvertAudioRequest,
  ConvertVoiceRequest,
  DereverbRequest,
  EnhanceRequest,
  ImportVoiceRequest,
  Model,
  ModelFilter,
  ModelPull,
  ModelStorage,
  RemovedModel,
  SeparateRequest,
  SeparationResult,
  SpeakAsRequest,
  SpeechRequest,
  SpeechResult,
  SpeechStream,
  SpeechStreamRequest,
  Transcript,
  TranscriptionRequest,
  TranscriptStream,
  TransformSpeechRequest,
  TranslateSpeechRequest,
  TranslationResult,
  TruncateTurnRequest,
  Turn,
  TurnStream,
  Voice,
  VoiceFilter,
  VoiceService,
} from '@potoo/core';
import { InternalError } from '@potoo/core/errors';
import type { Media } from './audio/contract.ts';
import { createMedia } from './audio/media.ts';
import { BackendPools } from './backends/backend-pools.ts';
import type { ConversationMethods, ConversationStore } from './conversation/contract.ts';
import { createConversations } from './conversation/create-conversations.ts';
import { createMemoryConversations } from './conversation/memory-store.ts';
import { TurnQueue } from './conversation/turn-queue.ts';
import { type EngineOptions, type ResolvedEngineOptions, resolveEngineOptions } from './engine-options.ts';
import { createVoiceMethods, type VoiceMethods } from './engine-voices.ts';
import type { HostPoolStats } from './hosts/contract.ts';
import type { LanguageModels } from './language/contract.ts';
import { createLanguageModels } from './language/create-language-models.ts';
import type { BackendStatus, Inventory } from './models/inventory.ts';
import { listModels } from './models/listings.ts';
import { ModelShelf } from './models/model-shelf.ts';
import type { EngineCall } from './pipeline/engine-call.ts';
import { loadSpeaking } from './pipeline/load-speaking.ts';
import type { BaseVoices } from './pipeline/mimic/base-voices.ts';
import type { SpeakingManner } from './pipeline/speak-installed.ts';
import { UtteranceCache } from './pipeline/utterance-cache.ts';
import { UnsupportedFeatures } from './unsupported-features.ts';
import { createFolderVoiceStore } from './voices/folder-voice-store.ts';
import type { VoiceStore } from './voices/voice-store.ts';

/**
 * Makes an engine: the contract of `@potoo/core`, in this process. Nothing heavy happens before the first call; native
 * and heavy code runs in child processes, which end when idle, on {@link Engine.close} and with this process.
 */
export function createEngine(options?: EngineOptions): Engine {
  return new Engine(resolveEngineOptions(options));
}

/**
 * The local engine. Make it with {@link createEngine}. What each kind of work needs is loaded by the first call for it:
 * who only speaks does not wait for the rest.
 */
export class Engine extends UnsupportedFeatures implements VoiceService {
  readonly #options: ResolvedEngineOptions;
  readonly #pools: BackendPools;
  readonly #media: Media;
  readonly #language: LanguageModels;
  readonly #turns = new TurnQueue();
  readonly #conversations: ConversationMethods;
  readonly #models: ModelShelf;
  readonly #spoken: UtteranceCache;
  readonly #voices: VoiceStore;
  readonly #own: VoiceMethods;
  readonly #closing = new AbortController();
  #bases: Promise<BaseVoices> | undefined;

  /** @internal */
  constructor(options: ResolvedEngineOptions) {
    super();
    this.#options = options;
    this.#pools = new BackendPools(options.hosts);
    const { modelsFolder: folder, autoPull, offline } = options;
    this.#models = new ModelShelf(options.backends, { folder, autoPull, offline });
    this.#media = createMedia({ processes: options.hosts, directory: options.tempDirectory });
    this.#language = createLanguageModels(options.languageModel);
    this.#conversations = this.conversationsOf('local', createMemoryConversations());
    this.#spoken = new UtteranceCache(options.speechCacheBytes);
    this.#voices = createFolderVoiceStore(options.voicesDirectory);
    this.#own = this.voicesOf(this.#voices);
  }

  async capabilities(options?: CallOptions): Promise<Capabilities> {
    const [inventory, { describeCapabilities }] = await Promise.all([this.#look(options), import('./capabilities.ts')]);
    return describeCapabilities(inventory, this.#options, await this.#language.available(options?.signal));
  }

  async listModels(filter?: ModelFilter, options?: CallOptions): Promise<Model[]> {
    return listModels(await this.#look(options), filter);
  }

  async listVoices(filter?: VoiceFilter, options?: CallOptions): Promise<Voice[]> {
    return this.#own.listVoices(filter, options);
  }

  async synthesize(request: SpeechRequest, options?: CallOptions): Promise<SpeechResult> {
    return this.#own.synthesize(request, options);
  }

  async *streamSpeech(request: SpeechStreamRequest, options?: CallOptions): SpeechStream {
    yield* this.#own.streamSpeech(request, options);
  }

  async transcribe(request: TranscriptionRequest, options?: CallOptions): Promise<Transcript> {
    return this.#own.transcribe(request, options);
  }

  async *streamTranscript(request: TranscriptionRequest, options?: CallOptions): TranscriptStream {
    yield* this.#own.streamTranscript(request, options);
  }

  async align(request: AlignRequest, options: CallOptions = {}): Promise<Alignment> {
    const { align } = await import('./pipeline/align/align.ts');
    return align(request, await this.#call(options));
  }

  async cloneVoice(request: CloneVoiceRequest, options?: CallOptions): Promise<ClonedVoice> {
    return this.#own.cloneVoice(request, options);
  }

  async deleteVoice(id: string, options?: CallOptions): Promise<void> {
    return this.#own.deleteVoice(id, options);
  }

  async exportVoice(id: string, options?: CallOptions): Promise<Uint8Array<ArrayBuffer>> {
    return this.#own.exportVoice(id, options);
  }

  async importVoice(request: ImportVoiceRequest, options?: CallOptions): Promise<Voice> {
    return this.#own.importVoice(request, options);
  }

  async speakAs(request: SpeakAsRequest, options?: CallOptions): Promise<SpeechResult> {
    return this.#own.speakAs(request, options);
  }

  async convertVoice(request: ConvertVoiceRequest, options?: CallOptions): Promise<AudioResult> {
    return this.#own.convertVoice(request, options);
  }

  async transformSpeech(request: TransformSpeechRequest, options?: CallOptions): Promise<AudioResult> {
    return this.#own.transformSpeech(request, options);
  }

  async enhance(request: EnhanceRequest, options: CallOptions = {}): Promise<AudioResult> {
    const { enhance } = await import('./pipeline/tools/enhance.ts');
    return enhance(request, await this.#call(options));
  }

  async separate(request: SeparateRequest, options: CallOptions = {}): Promise<SeparationResult> {
    const { separate } = await import('./pipeline/tools/separate.ts');
    return separate(request, await this.#call(options));
  }

  async dereverb(request: DereverbRequest, options: CallOptions = {}): Promise<AudioResult> {
    const { dereverb } = await import('./pipeline/tools/dereverb.ts');
    return dereverb(request, await this.#call(options));
  }

  async analyze(request: AnalyzeRequest, options: CallOptions = {}): Promise<Analysis> {
    const { analyze } = await import('./pipeline/tools/analyze.ts');
    return analyze(request, await this.#call(options));
  }

  async convertAudio(request: ConvertAudioRequest, options: CallOptions = {}): Promise<AudioResult> {
    const { convert } = await import('./pipeline/convert.ts');
    return convert(request, await this.#call(options));
  }

  async translateSpeech(request: TranslateSpeechRequest, options: CallOptions = {}): Promise<TranslationResult> {
    const [{ translateSpeech }, { languageModelTranslator }] = await Promise.all([
      import('./pipeline/translate-speech.ts'),
      import('./translation/language-model-translator.ts'),
    ]);
    return translateSpeech(request, await this.#call(options), {
      translators: [languageModelTranslator(this.#language)],
      transcribe: this.transcribe.bind(this),
      speak: this.#speak.bind(this),
      speakAs: this.speakAs.bind(this),
    });
  }

  async converse(request: ConverseRequest, options?: CallOptions): Promise<Turn> {
    return this.#conversations.converse(request, options);
  }

  async *streamTurn(request: ConverseRequest, options?: CallOptions): TurnStream {
    yield* this.#conversations.streamTurn(request, options);
  }

  async truncateTurn(request: TruncateTurnRequest, options?: CallOptions): Promise<ConversationTurn> {
    return this.#conversations.truncateTurn(request, options);
  }

  async listConversations(filter?: ConversationFilter, options?: CallOptions): Promise<Conversation[]> {
    return this.#conversations.listConversations(filter, options);
  }

  async getConversation(id: string, options?: CallOptions): Promise<ConversationHistory> {
    return this.#conversations.getConversation(id, options);
  }

  async deleteConversation(id: string, options?: CallOptions): Promise<void> {
    return this.#conversations.deleteConversation(id, options);
  }

  async pullModel(id: string, options?: CallOptions): Promise<ModelPull> {
    this.#closing.signal.throwIfAborted();
    return this.#models.keeping.pullModel(id, options);
  }

  async *watchPull(id: string, options: CallOptions = {}): AsyncGenerator<ModelPull> {
    yield* this.#models.keeping.watchPull(id, { ...options, signal: this.#signalOf(options.signal) });
  }

  async cancelPull(id: string, options?: CallOptions): Promise<ModelPull> {
    return this.#models.keeping.cancelPull(id, options);
  }

  async removeModel(id: string, options?: CallOptions): Promise<RemovedModel> {
    return this.#models.keeping.removeModel(id, options);
  }

  async modelStorage(options?: CallOptions): Promise<ModelStorage> {
    return this.#models.keeping.modelStorage(options);
  }

  /** The methods that cloned voices have a part in, for the voices of a store; the engine's own are in a folder. */
  voicesOf(store: VoiceStore): VoiceMethods {
    return createVoiceMethods((options) => this.#call(options, store));
  }

  /** The methods about conversations for one owner, whose conversations are in a store; the engine's own are in memory. */
  conversationsOf(owner: string, store: ConversationStore, voices: VoiceStore = this.#voices): ConversationMethods {
    const parts = {
      transcribe: this.transcribe.bind(this),
      speak: (request: SpeechStreamRequest, options: CallOptions, manner: SpeakingManner) =>
        this.#speak(request, options, manner, voices),
      language: this.#language,
      store,
      owner,
      queue: this.#turns,
    };
    return createConversations(parts, (options) => {
      options.signal?.throwIfAborted();
      this.#closing.signal.throwIfAborted();
      return { signal: this.#signalOf(options.signal), lane: options.lane ?? crypto.randomUUID() };
    });
  }

  /** Tells how long a recording is, seconds, by decoding it. */
  async measure(
    audio: AudioInput,
    options: CallOptions & { readonly fileName?: string | undefined } = {},
  ): Promise<number> {
    const { measureAudio } = await import('./pipeline/measure-audio.ts');
    return measureAudio(audio, options.fileName, await this.#call(options));
  }

  /** Each backend, and whether it can serve on this machine. */
  async backends(): Promise<readonly BackendStatus[]> {
    return (await this.#look()).backends;
  }

  /** Starts the hosts of the default voice, so that the first request need not wait for them. */
  async warm(options: CallOptions = {}): Promise<void> {
    const first = (await this.#look(options)).voices.find(({ backend }) => !backend.remote);
    if (!first) return;
    const pool = this.#pools.for(first.backend, first.installation);
    await pool.warm({ ...(options.signal && { signal: options.signal }) });
  }

  /** The host processes in numbers, for health checks. */
  stats(): HostPoolStats[] {
    return this.#pools.stats();
  }

  async close(): Promise<void> {
    const hint = 'Close an engine when nothing needs it any more; createEngine() makes another.';
    this.#closing.abort(new InternalError('The engine was closed.', { reason: 'closed', retryable: false, hint }));
    const remotes = this.#options.backends.flatMap(({ remote }) => remote?.close() ?? []);
    await Promise.all([...remotes, this.#pools.close(), this.#media.close(), this.#models[Symbol.asyncDispose]()]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async *#speak(
    request: SpeechStreamRequest,
    options: CallOptions,
    manner: SpeakingManner,
    voices?: VoiceStore,
  ): SpeechStream {
    const call = await this.#call(options, voices);
    const { startSpeaking } = await loadSpeaking(request, call);
    yield* await startSpeaking(request, call, manner);
  }

  #baseVoices(): Promise<BaseVoices> {
    this.#bases ??= import('./pipeline/mimic/base-voices.ts').then(({ BaseVoices }) => {
      const parts = { options: this.#options, pools: this.#pools, media: this.#media };
      return new BaseVoices(parts, this.#closing.signal);
    });
    return this.#bases;
  }

  #signalOf(signal: AbortSignal | undefined): AbortSignal {
    return signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal;
  }

  async #look(options: CallOptions = {}): Promise<Inventory> {
    options.signal?.throwIfAborted();
    this.#closing.signal.throwIfAborted();
    return this.#models.inventory();
  }

  async #call({ signal, lane, onProgress }: CallOptions = {}, voices: VoiceStore = this.#voices): Promise<EngineCall> {
    const inventory = await this.#look({ ...(signal && { signal }) });
    return {
      options: this.#options,
      inventory,
      pools: this.#pools,
      media: this.#media,
      bases: () => this.#baseVoices(),
      spoken: this.#spoken,
      voices,
      signal: this.#signalOf(signal),
      lane: lane ?? crypto.randomUUID(),
      onProgress,
    };
  }
}
