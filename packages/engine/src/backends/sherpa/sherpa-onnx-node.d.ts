/** The part of sherpa-onnx's addon for Node that is used. Its configurations are objects of plain values. */
declare module 'sherpa-onnx-node' {
  export type Config = Readonly<Record<string, unknown>>;

  export interface Audio {
    readonly samples: Float32Array;
    readonly sampleRate: number;
  }

  export interface Stream {
    acceptWaveform(audio: Audio): void;
  }

  export interface RecognitionResult {
    readonly text: string;
    readonly lang?: string;
    readonly tokens: readonly string[];
    /** Seconds at which the tokens begin; empty where the model tells none. */
    readonly timestamps: readonly number[];
    /** Seconds; empty where the model tells none. */
    readonly durations?: readonly number[];
    /** Natural logarithms; empty where the model tells none. */
    readonly ys_log_probs?: readonly number[];
  }

  export interface GeneratedAudio {
    readonly samples: Float32Array;
    readonly sampleRate: number;
  }

  export interface TtsRequest {
    readonly text: string;
    /** Native memory outside the heap is not everywhere allowed. */
    readonly enableExternalBuffer: false;
    readonly generationConfig: Config;
    readonly onProgress?: (part: { readonly samples: Float32Array; readonly progress: number }) => boolean;
  }

  export class OfflineTts {
    static createAsync(config: Config): Promise<OfflineTts>;
    readonly numSpeakers: number;
    readonly sampleRate: number;
    generateAsync(request: TtsRequest): Promise<GeneratedAudio>;
  }

  export class OfflineRecognizer {
    constructor(config: Config);
    createStream(): Stream;
    setConfig(config: Config): void;
    decodeAsync(stream: Stream): Promise<void>;
    getResult(stream: Stream): RecognitionResult;
  }

  export interface OnlineStream extends Stream {
    inputFinished(): void;
    setOption(name: string, value: string): void;
  }

  export class OnlineRecognizer {
    constructor(config: Config);
    createStream(): OnlineStream;
    isReady(stream: OnlineStream): boolean;
    decode(stream: OnlineStream): void;
    getResult(stream: OnlineStream): RecognitionResult;
  }

  export class Vad {
    constructor(config: Config, bufferSeconds: number);
    acceptWaveform(samples: Float32Array): void;
    isEmpty(): boolean;
    /** @returns The oldest finished stretch; `start` counts samples. */
    front(enableExternalBuffer: false): { readonly start: number; readonly samples: Float32Array };
    pop(): void;
    reset(): void;
    flush(): void;
  }

  export class OfflineSpeakerDiarization {
    constructor(config: Config);
    readonly sampleRate: number;
    setConfig(config: Config): void;
    process(
      samples: Float32Array,
    ): ReadonlyArray<{ readonly start: number; readonly end: number; readonly speaker: number }>;
  }

  export interface EmbeddingStream extends Stream {
    inputFinished(): void;
  }

  export class SpeakerEmbeddingExtractor {
    constructor(config: Config);
    readonly dim: number;
    createStream(): EmbeddingStream;
    isReady(stream: EmbeddingStream): boolean;
    compute(stream: EmbeddingStream, enableExternalBuffer: false): Float32Array;
  }

  export class OfflineSpeechDenoiser {
    constructor(config: Config);
    readonly sampleRate: number;
    run(audio: Audio & { readonly enableExternalBuffer: false }): GeneratedAudio;
  }

  export class OfflinePunctuation {
    constructor(config: Config);
    addPunct(text: string): string;
  }

  export class OnlinePunctuation {
    constructor(config: Config);
    addPunct(text: string): string;
  }

  export class SpokenLanguageIdentification {
    constructor(config: Config);
    createStream(): Stream;
    /** @returns A code of two or three letters; empty where it cannot tell. */
    compute(stream: Stream): string;
  }

  const addon: {
    readonly OfflineTts: typeof OfflineTts;
    readonly OfflineRecognizer: typeof OfflineRecognizer;
    readonly OnlineRecognizer: typeof OnlineRecognizer;
    readonly Vad: typeof Vad;
    readonly OfflineSpeakerDiarization: typeof OfflineSpeakerDiarization;
    readonly SpeakerEmbeddingExtractor: typeof SpeakerEmbeddingExtractor;
    readonly OfflineSpeechDenoiser: typeof OfflineSpeechDenoiser;
    readonly OfflinePunctuation: typeof OfflinePunctuation;
    readonly OnlinePunctuation: typeof OnlinePunctuation;
    readonly SpokenLanguageIdentification: typeof SpokenLanguageIdentification;
  };
  export default addon;
}
