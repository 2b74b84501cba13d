import { AUDIO_FORMATS, type AudioOutput, type JobResult, type Usage } from '@potoo/core';

/** A file that a job has made. */
export interface JobOutput {
  /** What it is of its job, such as `audio` or `details`. */
  readonly part: string;
  readonly name: string;
  readonly contentType: string;
  /** Its bytes, at once or to be read one time; or what makes them, where they name the files that were kept before. */
  readonly content: Uint8Array | AsyncIterable<Uint8Array> | ((kept: readonly JobResult[]) => Uint8Array);
}

/** What the work on a job came to. */
export interface JobOutcome {
  /** The main file first. */
  readonly outputs: readonly [JobOutput, ...JobOutput[]];
  readonly usage: Usage;
}

/** An audio file as an output. @param name - File name without extension, and what it is of its job. */
export function audioOutput(part: string, name: string, audio: AudioOutput): JobOutput {
  return {
    part,
    name: `${name}.${AUDIO_FORMATS[audio.format].extension}`,
    contentType: audio.contentType,
    content: audio.stream(),
  };
}

/** A JSON document as an output. */
export function jsonOutput(part: string, value: object | ((kept: readonly JobResult[]) => object)): JobOutput {
  const encode = (object: object) => new TextEncoder().encode(JSON.stringify(object));
  return {
    part,
    name: `${part}.json`,
    contentType: 'application/json',
    content: typeof value === 'function' ? (kept) => encode(value(kept)) : encode(value),
  };
}
