import type { Alignment, AlignRequest } from './alignment.ts';
import type {
  Analysis,
  AnalyzeRequest,
  ConvertAudioRequest,
  DereverbRequest,
  EnhanceRequest,
  SeparateRequest,
  SeparationResult,
} from './audio-tools.ts';
import type { CallOptions } from './call-options.ts';
import type { Capabilities } from './capabilities.ts';
import type {
  Conversation,
  ConversationFilter,
  ConversationHistory,
  ConversationTurn,
  ConverseRequest,
  TruncateTurnRequest,
  Turn,
  TurnStream,
} from './conversation.ts';
import type { Job, JobRequest } from './jobs.ts';
import type { Model, ModelFilter, ModelPull, ModelStorage, RemovedModel } from './models.ts';
import type { SpeechRequest, SpeechResult, SpeechStream, SpeechStreamRequest } from './speech.ts';
import type { Transcript, TranscriptionRequest, TranscriptStream } from './transcription.ts';
import type {
  AudioResult,
  ClonedVoice,
  CloneVoiceRequest,
  ConvertVoiceRequest,
  ImportVoiceRequest,
  SpeakAsRequest,
  TransformSpeechRequest,
  TranslateSpeechRequest,
  TranslationResult,
} from './voice-tools.ts';
import type { Voice, VoiceFilter } from './voices.ts';

/**
 * One voice interface. The engine in process, every HTTP client and the browser engine implement it, and one suite
 * (`@potoo/core/testing`) holds them to it.
 *
 * Every method rejects with a {@link PotooError}, or with the reason of `options.signal` when that aborts. A method that
 * the service does not have rejects with `UnsupportedError`; {@link VoiceService.capabilities} says so beforehand.
 */
export interface VoiceService {
  /** Tells what the service can do now. */
  capabilities(options?: CallOptions): Promise<Capabilities>;
  /** Lists models, installed ones first. */
  listModels(filter?: ModelFilter, options?: CallOptions): Promise<Model[]>;
  /** Lists voices, installed ones first. */
  listVoices(filter?: VoiceFilter, options?: CallOptions): Promise<Voice[]>;

  /** Speaks a text, whole. */
  synthesize(request: SpeechRequest, options?: CallOptions): Promise<SpeechResult>;
  /** Speaks a text as a stream: the first audio comes before the second sentence is made. */
  streamSpeech(request: SpeechStreamRequest, options?: CallOptions): SpeechStream;
  /** Writes down what is said. */
  transcribe(request: TranscriptionRequest, options?: CallOptions): Promise<Transcript>;
  /** Writes down what is said, stretch by stretch. */
  streamTranscript(request: TranscriptionRequest, options?: CallOptions): TranscriptStream;

  /** Finds when each word of a known text is said in its recording. */
  align(request: AlignRequest, options?: CallOptions): Promise<Alignment>;

  /** Makes and keeps a voice from a recording. */
  cloneVoice(request: CloneVoiceRequest, options?: CallOptions): Promise<ClonedVoice>;
  /** Removes a cloned voice and everything that is kept of it. Part of the feature `cloneVoice`, as the next two are. */
  deleteVoice(id: string, options?: CallOptions): Promise<void>;
  /** Gives a cloned voice as one file: its recording, what was measured, and the consent. */
  exportVoice(id: string, options?: CallOptions): Promise<Uint8Array<ArrayBuffer>>;
  /** Keeps the voice of such a file under a new id. */
  importVoice(request: ImportVoiceRequest, options?: CallOptions): Promise<Voice>;
  /** Speaks once in the voice of a recording. */
  speakAs(request: SpeakAsRequest, options?: CallOptions): Promise<SpeechResult>;
  /** Says a recording again in another voice. */
  convertVoice(request: ConvertVoiceRequest, options?: CallOptions): Promise<AudioResult>;
  /** Changes how a recording is spoken. */
  transformSpeech(request: TransformSpeechRequest, options?: CallOptions): Promise<AudioResult>;
  /** Says a recording in another language. */
  translateSpeech(request: TranslateSpeechRequest, options?: CallOptions): Promise<TranslationResult>;

  /** Takes noise away and makes speech clearer. */
  enhance(request: EnhanceRequest, options?: CallOptions): Promise<AudioResult>;
  /** Splits music into its parts. */
  separate(request: SeparateRequest, options?: CallOptions): Promise<SeparationResult>;
  /** Takes echo and reverberation away. */
  dereverb(request: DereverbRequest, options?: CallOptions): Promise<AudioResult>;
  /** Finds key, tempo and meter. */
  analyze(request: AnalyzeRequest, options?: CallOptions): Promise<Analysis>;
  /** Changes format, rate, channels, bitrate, loudness or speed. */
  convertAudio(request: ConvertAudioRequest, options?: CallOptions): Promise<AudioResult>;

  /** Takes one turn of a spoken conversation, whole. */
  converse(request: ConverseRequest, options?: CallOptions): Promise<Turn>;
  /** Takes one turn of a spoken conversation as a stream: the first audio comes before the reply is complete. */
  streamTurn(request: ConverseRequest, options?: CallOptions): TurnStream;
  /** Cuts what is kept of a reply down to what was heard of it, when it was interrupted while it played. */
  truncateTurn(request: TruncateTurnRequest, options?: CallOptions): Promise<ConversationTurn>;
  /** Lists the caller's conversations, latest first. */
  listConversations(filter?: ConversationFilter, options?: CallOptions): Promise<Conversation[]>;
  /** Looks a conversation up, with its turns. */
  getConversation(id: string, options?: CallOptions): Promise<ConversationHistory>;
  /** Forgets a conversation. */
  deleteConversation(id: string, options?: CallOptions): Promise<void>;

  /**
   * Begins to fetch a model and returns at once. Whoever asks for the same one meanwhile is told of the same pull. What is
   * installed already is `completed`. Part of the feature `models`, as the next four are.
   */
  pullModel(id: string, options?: CallOptions): Promise<ModelPull>;
  /** Follows a pull until it ends. */
  watchPull(id: string, options?: CallOptions): AsyncIterable<ModelPull>;
  /** Stops a pull, for everybody who follows it. What has arrived is kept, and the next pull goes on with it. */
  cancelPull(id: string, options?: CallOptions): Promise<ModelPull>;
  /** Removes a model from the disk. A pull of it is stopped. */
  removeModel(id: string, options?: CallOptions): Promise<RemovedModel>;
  /** Tells how much room models take, and how much is left. */
  modelStorage(options?: CallOptions): Promise<ModelStorage>;

  /** Hands in long work and returns at once. */
  submit(job: JobRequest, options?: CallOptions): Promise<Job>;
  /** Looks a job up. */
  getJob(id: string, options?: CallOptions): Promise<Job>;
  /** Stops a job; a finished one stays as it is. */
  cancelJob(id: string, options?: CallOptions): Promise<Job>;
  /** Follows a job until it ends. */
  watchJob(id: string, options?: CallOptions): AsyncIterable<Job>;

  /** Lets go of processes, connections and files. Calls under way are aborted. */
  close(): Promise<void>;
}
