import type { AudioContent, Job, JobType, ModelState, Scale, VoiceGender } from '@potoo/core';
import type { ReferenceCheckId } from '@potoo/core/clone';
import type { UnsupportedReason } from '@potoo/core/microphone';

/** Everything that the components say, in one language. Functions take what varies, and write plurals themselves. */
export interface Messages {
  /** BCP-47 tag; numbers, times and names of languages are written in it. */
  readonly locale: string;
  /** Media time as it is spoken: `1 minute 5 seconds`. */
  readonly spokenTime: (seconds: number) => string;
  /** @param digits - Most digits after the point. */
  readonly number: (value: number, digits: number) => string;
  /** @param share - 0 to 1. */
  readonly percent: (share: number) => string;
  readonly fileSize: (bytes: number) => string;
  readonly retry: string;
  readonly cancel: string;
  readonly save: string;
  readonly close: string;

  readonly waveform: {
    readonly seek: string;
    readonly position: (time: string, duration: string) => string;
    readonly picture: (duration: string) => string;
    readonly empty: string;
    readonly loading: string;
  };
  readonly spectrogram: {
    readonly picture: (duration: string, top: string) => string;
    readonly kilohertz: (value: string) => string;
    readonly empty: string;
    readonly loading: string;
  };
  readonly dropzone: {
    readonly choose: string;
    readonly hint: (maxSize: string) => string;
    readonly drop: string;
    /** Why a file was not taken: it is no audio. */
    readonly type: string;
    /** Why a file was not taken: one was enough. */
    readonly count: string;
    readonly tooLarge: (size: string, maxSize: string) => string;
  };
  readonly job: {
    readonly status: Readonly<Record<Job['status'] | 'submitting', string>>;
    readonly type: Readonly<Record<JobType, string>>;
    readonly progress: string;
    readonly item: (number: number) => string;
  };
  readonly analysis: {
    readonly title: string;
    readonly loading: string;
    readonly empty: string;
    readonly content: Readonly<Record<AudioContent, string>>;
    readonly duration: string;
    readonly loudness: string;
    readonly truePeak: string;
    readonly key: string;
    readonly keyName: (key: string, scale: Scale) => string;
    readonly mixesWith: (keys: string) => string;
    readonly tempo: string;
    readonly bpm: (value: string) => string;
    readonly maybe: (values: string) => string;
    readonly meter: string;
    readonly confidence: string;
    readonly sure: (percent: string) => string;
    readonly silence: (share: string, stretches: number) => string;
  };
  readonly transcript: {
    readonly title: string;
    readonly empty: string;
    readonly silent: string;
    readonly help: string;
    readonly speaker: (number: number) => string;
    readonly edit: (time: string) => string;
    readonly speakerField: string;
    readonly textField: string;
    readonly export: string;
    readonly exportAs: (format: string) => string;
  };
  readonly picker: {
    readonly search: string;
    readonly none: string;
    readonly found: (count: number) => string;
    readonly loading: string;
    readonly state: Readonly<Record<ModelState, string>>;
    readonly install: (name: string) => string;
    readonly default: string;
  };
  readonly voice: {
    readonly label: string;
    readonly choose: string;
    readonly search: string;
    readonly language: string;
    readonly anyLanguage: string;
    readonly gender: string;
    readonly anyGender: string;
    readonly genders: Readonly<Record<VoiceGender, string>>;
    readonly yours: string;
    readonly installed: string;
    readonly available: string;
    readonly preview: (name: string) => string;
    readonly stopPreview: (name: string) => string;
    readonly previewFailed: (name: string) => string;
    readonly help: string;
  };
  readonly model: {
    readonly label: string;
    readonly choose: string;
    readonly search: string;
    readonly languages: (count: number) => string;
    readonly clones: string;
    readonly streams: string;
    readonly credits: (count: number) => string;
  };
  readonly language: {
    readonly label: string;
    readonly choose: string;
    readonly search: string;
    readonly detect: string;
  };
  readonly player: {
    readonly title: string;
    readonly play: string;
    readonly pause: string;
    readonly loading: string;
    readonly blocked: string;
    readonly mute: string;
    readonly unmute: string;
    readonly volume: string;
    readonly speed: string;
    readonly download: string;
    readonly elapsed: (time: string, duration: string) => string;
    readonly empty: string;
    readonly text: string;
    readonly help: string;
  };
  readonly speak: {
    readonly speak: string;
    readonly stop: string;
    readonly preparing: string;
    readonly allow: string;
  };
  readonly microphone: {
    readonly label: string;
    readonly default: string;
    readonly numbered: (number: number) => string;
    readonly gone: string;
    readonly level: string;
    readonly try: string;
    readonly stopTrying: string;
    readonly asking: string;
    readonly muted: string;
    readonly unsupported: Readonly<Record<UnsupportedReason, { readonly message: string; readonly hint: string }>>;
  };
  readonly recorder: {
    readonly title: string;
    readonly start: string;
    readonly again: string;
    readonly stop: string;
    readonly stopping: string;
    readonly pause: string;
    readonly resume: string;
    readonly asking: string;
    readonly recording: string;
    readonly paused: string;
    readonly done: string;
    readonly review: string;
    readonly limitReached: string;
    readonly trim: string;
    readonly trimmed: string;
    readonly nothingToTrim: string;
    readonly use: string;
  };
  readonly live: {
    readonly title: string;
    readonly empty: string;
    readonly waiting: string;
    readonly listen: string;
    readonly listening: string;
    readonly stop: string;
    readonly finishing: string;
    readonly done: string;
  };
  readonly mixer: {
    readonly title: string;
    readonly empty: string;
    /** What a part is called, for the names that separation gives. */
    readonly stem: (name: string) => string;
    readonly mute: (stem: string) => string;
    readonly muteShort: string;
    readonly solo: (stem: string) => string;
    readonly soloShort: string;
    readonly volume: (stem: string) => string;
    readonly download: (stem: string) => string;
  };
  readonly cloner: {
    readonly title: string;
    readonly consentHelp: string;
    readonly speaker: string;
    readonly agree: string;
    /** What is kept with the voice as the consent of its owner. */
    readonly statement: (speaker: string) => string;
    readonly next: string;
    readonly read: string;
    /** About twenty seconds to read. */
    readonly script: string;
    readonly checking: string;
    readonly checks: string;
    readonly check: (id: ReferenceCheckId, verdict: 'good' | 'poor' | 'bad', value: number) => string;
    readonly name: string;
    readonly clone: string;
    readonly cloning: string;
    readonly done: (name: string) => string;
    readonly tryText: string;
    readonly sample: string;
    readonly tryIt: string;
    readonly anew: string;
  };
  readonly conversation: {
    readonly title: string;
    readonly messages: string;
    readonly empty: string;
    readonly user: string;
    readonly assistant: string;
    readonly understanding: string;
    readonly interrupted: string;
    readonly talk: string;
    readonly hangUp: string;
    readonly write: string;
    readonly send: string;
    readonly interrupt: string;
    readonly hear: string;
    readonly status: Readonly<
      Record<'idle' | 'requesting' | 'listening' | 'hearing' | 'thinking' | 'speaking' | 'blocked' | 'error', string>
    >;
  };
  readonly narrator: {
    readonly title: string;
    readonly listen: string;
    readonly pause: string;
    readonly resume: string;
    readonly allow: string;
    readonly stop: string;
    readonly next: string;
    readonly previous: string;
    readonly speed: string;
    readonly place: (paragraph: number, paragraphs: number) => string;
    readonly ended: string;
  };
}
