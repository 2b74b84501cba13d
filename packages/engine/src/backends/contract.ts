import type { Model, Pcm, Voice, VoiceService, Warning } from '@potoo/core';
import type { PcmFile } from '../audio/pcm-file.ts';
import type { HostLimits } from '../hosts/contract.ts';
import type { Installation } from '../models/installation.ts';

/**
 * A way to speak, to listen or to work on audio. One object per folder under `backends/`, its members in this order; the folder's name is
 * the `id`. The object is cheap: nothing heavy is imported before a host process loads {@link Backend.host}.
 */
export interface Backend {
  readonly id: string;
  /** What it is, in one line. */
  readonly summary: string;
  /** SPDX id of what it runs. */
  readonly licence: string;
  /** npm packages and system parts that its host loads, by name. */
  readonly dependencies: readonly string[];
  /** Looks whether what it needs is here; starts nothing. */
  check(): Promise<Availability>;
  /** The module that a host process loads; its default export is a `HostModule`. Absent where another server does the work. */
  readonly host?: URL;
  /**
   * What the host has to know of this process: a host sees little of its environment. Structured-cloneable; looked at when
   * the first host starts. @default Nothing.
   * @param installation - The pulled model that the host is for; each has hosts of its own.
   * @param cores - How many one host may keep busy: those of this machine over the most hosts, 1 at least.
   */
  hostOptions?(installation?: Installation, cores?: number): unknown;
  /** Present where another server does the work, instead of {@link host}. */
  readonly remote?: RemoteSide;
  /** Bounds for one host process. Absent fields take the pool's defaults. */
  readonly limits?: Partial<HostLimits>;
  /** Present when it can speak; the host then answers `synthesize`. */
  readonly speech?: SpeechBackend;
  /** Present when it can listen; the host then answers `recognize`. */
  readonly recognition?: RecognitionBackend;
  /** Present when it can work on audio; the host then answers a method for each type of model that it brings. */
  readonly tools?: ToolBackend;
}

/** Another server that does a backend's work. What the backend lists may change while it is used. */
export interface RemoteSide {
  readonly name: string;
  /** Most requests that it is sent at a time; further ones wait, in turn by lane. */
  readonly parallel: number;
  /** Whether it takes pronunciations. */
  readonly lexicon: boolean;
  /** What it calls a model that the backend lists. */
  nameOf(model: string): string;
  /** Changes when what it has changes, or whether it answers. It is asked for news meanwhile. */
  stamp(): string;
  /**
   * Asks it something.
   * @throws {UnreachableError} `upstream_unavailable`, if it cannot serve: another may in its place. What it finds wrong
   *   with the request itself is thrown as it is.
   */
  ask<Result>(
    call: RemoteCall,
    work: (service: VoiceService, options: { readonly signal: AbortSignal }) => Promise<Result>,
  ): Promise<Result>;
  close(): Promise<void>;
}

/** Who asks another server. */
export interface RemoteCall {
  readonly signal: AbortSignal;
  readonly lane?: string;
}

/** Whether a backend can serve, and what to do when it cannot. */
export type Availability =
  | { readonly available: true; readonly detail?: string }
  | { readonly available: false; readonly problem: string; readonly install: string };

/** A model as its backend declares it; the engine adds the rest. */
export type BackendModel = Omit<Model, 'state' | 'install' | 'bytes' | 'licence' | 'pull'>;

/** A voice as its backend declares it; the engine adds state and preview address. */
export type BackendVoice = Omit<Voice, 'state' | 'previewUrl' | 'cloned'>;

/** The speaking side of a backend. */
export interface SpeechBackend {
  readonly models: readonly BackendModel[];
  readonly voices: readonly BackendVoice[];
  /** What its voices hold, where that is narrower than {@link SynthesizeParams} allows; the pipeline asks for no more. */
  readonly range?: ProsodyRange;
  /** Whether its utterances come with times of words that are guessed. @default false */
  readonly guessesWords?: boolean;
}

/** Least and most of what a voice can do, relative to its own. */
export interface ProsodyRange {
  readonly rate: readonly [least: number, most: number];
  readonly pitch: readonly [least: number, most: number];
}

/** The listening side of a backend. */
export interface RecognitionBackend {
  readonly models: readonly BackendModel[];
  /** Rate of the mono PCM that `recognize` takes, hertz. */
  readonly sampleRate: number;
}

/** The side of a backend that works on audio. */
export interface ToolBackend {
  readonly models: readonly BackendModel[];
}

/** Parameters of a tool's method; `options` are the method's own. */
export interface ToolParams<Options = unknown> {
  readonly audio: PcmFile;
  /** A model of the backend. */
  readonly model: string;
  readonly options: Options;
}

/** Events of a tool's method. Blocks come in order, one for each output of the tool. */
export type ToolEvent =
  | { readonly type: 'blocks'; readonly blocks: readonly Pcm[] }
  /** 0 to 1 of the whole work. */
  | { readonly type: 'progress'; readonly fraction: number };

/** What a tool's method returns once its blocks are out. */
export interface ToolResult {
  /** Sentences for the caller: what could not be done as asked, and why. */
  readonly warnings: readonly string[];
}

/** One word for a speaking host. */
export interface UtteranceWord {
  /** The word as it stands in {@link SynthesizeParams.text}. */
  readonly text: string;
  /** UTF-16 range in {@link SynthesizeParams.text}. */
  readonly from: number;
  readonly to: number;
  /** Its sounds (IPA), where the caller gave them; they win over the backend's own. */
  readonly ipa?: string;
}

/** Parameters of a speaking host's `synthesize`: one sentence or part of one, already in spoken form. */
export interface SynthesizeParams {
  /** Normalised text: words and punctuation, no markup. */
  readonly text: string;
  /** The words of `text`, in order. */
  readonly words: readonly UtteranceWord[];
  /** A {@link BackendVoice} id. */
  readonly voice: string;
  /** BCP-47 tag. */
  readonly language: string;
  /** Speaking rate relative to the voice's own, 0.25 to 4. */
  readonly rate: number;
  /** Pitch relative to the voice's own, 0.5 to 2. */
  readonly pitch: number;
  /** Of a pulled model: its speakers by number. More than one is a blend. */
  readonly speakers?: readonly SpeakerShare[];
  /** Of a pulled model that clones: whose voice. */
  readonly reference?: SpokenReference;
  /** What it said before, for models that go on from it. */
  readonly before?: SaidBefore;
}

/** The sentence before, as it was spoken. */
export interface SaidBefore {
  readonly text: string;
  /** Mono, [-1, 1]. */
  readonly samples: Float32Array;
  /** Hertz. */
  readonly sampleRate: number;
}

/** A part of a voice: a speaker's number in the model, and how much of it. */
export interface SpeakerShare {
  readonly speaker: number;
  readonly weight: number;
}

/** A recording whose voice is to be spoken in. */
export interface SpokenReference {
  /** Mono, [-1, 1]: some seconds of one voice. */
  readonly samples: Float32Array;
  /** Hertz. */
  readonly sampleRate: number;
  /** What is said in it, for models that have to know. */
  readonly text?: string;
  /** The words of `text`, for models that have to know when each is said; seconds. */
  readonly words?: ReadonlyArray<{ readonly text: string; readonly start: number; readonly end: number }>;
}

/** What a speaking host's `synthesize` returns. */
export interface Utterance {
  /** Mono, [-1, 1]. */
  readonly samples: Float32Array;
  /** Hertz. */
  readonly sampleRate: number;
  /** One entry per word of the parameters, in order: seconds from the start of `samples`, `start <= end`. */
  readonly words: ReadonlyArray<{ readonly start: number; readonly end: number }>;
  /** Sounds as the backend itself timed them, in its own symbols. */
  readonly phones: ReadonlyArray<{ readonly symbol: string; readonly start: number; readonly end: number }>;
  /** Whether `words` are guessed from the lengths of the words: the backend tells no times. @default false */
  readonly estimated?: boolean;
  /** What there is to tell the caller, where another server or another voice spoke. @default Nothing. */
  readonly warnings?: readonly Warning[];
}

/** Parameters of a listening host's `recognize`: one stretch of speech, at most about 30 s. */
export interface RecognizeParams {
  /** Mono, [-1, 1], at the backend's rate. */
  readonly samples: Float32Array;
  /** BCP-47 tag; `und` when the recogniser is to tell. */
  readonly language: string;
  /** Whether `partial` events are wanted while it listens. */
  readonly partials: boolean;
  /** Language to write it down in, where that is not the one that is spoken: a BCP-47 tag that the model's card tells. */
  readonly into?: string | undefined;
}

/** Events of `recognize`: what the stretch sounds like so far. */
export interface RecognizeEvent {
  readonly partial: string;
}

/** What a listening host's `recognize` returns. */
export interface Recognition {
  readonly text: string;
  /** BCP-47 tag of what was heard, where the recogniser tells. */
  readonly language?: string;
  /** In order; seconds from the start of the samples. */
  readonly words: ReadonlyArray<{
    readonly text: string;
    readonly start: number;
    readonly end: number;
    /** 0 to 1, where the recogniser tells. */
    readonly confidence?: number;
  }>;
}
