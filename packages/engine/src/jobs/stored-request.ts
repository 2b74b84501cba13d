import { createReadStream } from 'node:fs';
import type { AudioInput, JobRequest, JobRequests, SpeechRequest } from '@potoo/core';
import { spoolAudio } from '../audio/spool.ts';
import type { ResultRecord, Results } from '../results/results.ts';

/** The fields of requests that hold audio. */
const AUDIO_FIELDS = ['audio', 'reference'] as const;

/** The place of audio in a request that is kept. */
interface StoredAudio {
  /** Id of the result that holds it. */
  readonly result: string;
}

/** A request without what JSON cannot hold. */
export type StoredRequest = Readonly<Record<string, unknown>>;

/** Where audio is put on its way into the store. */
export interface InputOptions {
  readonly owner: string;
  readonly jobId: string;
  readonly results: Results;
  /** Folder for audio on its way. */
  readonly tempDirectory: string;
  /** Most bytes of a file. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Puts the audio of a request into the store, and leaves its id in its place.
 * @returns The request, and the files to keep with the job.
 */
export async function storeRequest(
  job: JobRequest,
  options: InputOptions,
): Promise<{ request: StoredRequest | readonly SpeechRequest[]; files: ResultRecord[] }> {
  if (job.type === 'batch') return { request: job.requests, files: [] };
  const files: ResultRecord[] = [];
  const request: Record<string, unknown> = { ...job.request };
  try {
    for (const field of AUDIO_FIELDS) {
      const audio = request[field];
      if (audio === undefined) continue;
      const file = await storeAudio(audio as AudioInput, field, options);
      files.push(file);
      request[field] = { result: file.id } satisfies StoredAudio;
    }
  } catch (error) {
    await options.results.discard(files, error);
    throw error;
  }
  return { request, files };
}

/** How many files a kept request names. */
export function countInputs(stored: unknown): number {
  return AUDIO_FIELDS.filter((field) => typeof stored === 'object' && stored !== null && field in stored).length;
}

async function storeAudio(audio: AudioInput, field: string, options: InputOptions): Promise<ResultRecord> {
  const { owner, jobId, results, tempDirectory: directory, maxBytes, signal } = options;
  await using spooled = await spoolAudio(audio, { directory, maxBytes, signal });
  const content = createReadStream(spooled.path);
  const facts = { name: field, contentType: 'application/octet-stream', jobId, part: `input-${field}` };
  return results.write(owner, { ...facts, content }, signal);
}

/** A request with its audio opened. */
export interface OpenedRequest<Type extends keyof JobRequests> extends AsyncDisposable {
  readonly request: JobRequests[Type];
}

/** Opens the audio of a kept request. Dispose of it to let go of what was not read. */
export async function openRequest<Type extends keyof JobRequests>(
  stored: unknown,
  results: Results,
  signal: AbortSignal,
): Promise<OpenedRequest<Type>> {
  const request: Record<string, unknown> = { ...(stored as StoredRequest) };
  const streams: ReadableStream<Uint8Array>[] = [];
  for (const field of AUDIO_FIELDS) {
    const audio = request[field] as StoredAudio | undefined;
    if (audio === undefined) continue;
    const stream = await results.read({ id: audio.result }, undefined, signal);
    streams.push(stream);
    request[field] = stream;
  }
  return {
    // It was a request of this type when it was kept.
    request: request as unknown as JobRequests[Type],
    async [Symbol.asyncDispose]() {
      for (const stream of streams) if (!stream.locked) await stream.cancel().catch(() => {});
    },
  };
}
