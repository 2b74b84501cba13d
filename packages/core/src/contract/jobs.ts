import type { ErrorBody } from '../errors/potoo-error.ts';
import type {
  AnalyzeRequest,
  ConvertAudioRequest,
  DereverbRequest,
  EnhanceRequest,
  SeparateRequest,
} from './audio-tools.ts';
import type { SpeechRequest } from './speech.ts';
import type { TranscriptionRequest } from './transcription.ts';
import type { Usage } from './usage.ts';
import type {
  ConvertVoiceRequest,
  SpeakAsRequest,
  TransformSpeechRequest,
  TranslateSpeechRequest,
} from './voice-tools.ts';

/** The requests that can be a job, by the method of the service that would do the work while one waits. */
export interface JobRequests {
  readonly synthesize: SpeechRequest;
  readonly speakAs: SpeakAsRequest;
  readonly transcribe: TranscriptionRequest;
  readonly convertVoice: ConvertVoiceRequest;
  readonly transformSpeech: TransformSpeechRequest;
  readonly translateSpeech: TranslateSpeechRequest;
  readonly enhance: EnhanceRequest;
  readonly separate: SeparateRequest;
  readonly dereverb: DereverbRequest;
  readonly analyze: AnalyzeRequest;
  readonly convertAudio: ConvertAudioRequest;
}

/** A job of one request. */
export type SingleJobRequest = {
  [Type in keyof JobRequests]: {
    readonly type: Type;
    readonly request: JobRequests[Type];
    /** Told when the job has ended. @default Nobody is. */
    readonly webhookUrl?: string;
  };
}[keyof JobRequests];

/** A job of up to 50 texts. One that fails does not fail the others. */
export interface BatchJobRequest {
  readonly type: 'batch';
  readonly requests: readonly SpeechRequest[];
  /** Told when the job has ended. @default Nobody is. */
  readonly webhookUrl?: string;
}

/** Work that may take longer than a connection lasts. */
export type JobRequest = SingleJobRequest | BatchJobRequest;

/** What a job does. */
export type JobType = JobRequest['type'];

/** Where a job stands. */
export type JobStatus = 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';

/** A file that a job has made. */
export interface JobResult {
  /** File name, such as `speech.mp3`, `vocals.wav` or `details.json`. */
  readonly name: string;
  /** Where it can be fetched until it expires. */
  readonly url: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly expiresAt: Date;
}

/** One text of a batch. */
export interface JobItem {
  readonly index: number;
  readonly status: JobStatus;
  readonly resultUrl?: string;
  /** Why it failed. */
  readonly error?: ErrorBody;
  /** What it used, once the batch has ended. */
  readonly usage?: Usage;
}

/** A job that the service has accepted. */
export interface Job {
  readonly id: string;
  readonly status: JobStatus;
  /** 0 to 1; never falls, but for a job that is tried again from its start. */
  readonly progress: number;
  readonly createdAt: Date;
  readonly completedAt?: Date;
  /** Where the result can be fetched once `status` is `completed`. */
  readonly resultUrl?: string;
  /** Why it failed. */
  readonly error?: ErrorBody;
  /** What it does, where the service says so. */
  readonly type?: JobType;
  /** What is going on, for a person. */
  readonly stage?: string;
  /** Everything it has made, the main file first. */
  readonly results?: readonly JobResult[];
  /** The texts of a batch, in order. */
  readonly items?: readonly JobItem[];
  /** What it used, once it has ended. */
  readonly usage?: Usage;
}
