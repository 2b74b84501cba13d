import { BadRequestError, type Job, type VoiceService } from '@potoo/core';
import type { Platform } from '../../../platform/platform.ts';
import type { RouteHandler, ServerContext } from '../../../server-env.ts';
import { readDocument } from './read-document.ts';
import { toWireTask } from './wire-task.ts';

/**
 * `GET /v1/speech/results/?uuid=`: looks a task up, as the SDKs of TTS.ai do about once a second. A finished transcription
 * brings its text along.
 */
export function taskResultsRoute(service: VoiceService, platform: Platform | undefined): RouteHandler {
  return async (c) => {
    const { signal } = c.req.raw;
    const job = await service.getJob(taskIdOf(c), { signal });
    const transcript = platform && hasTranscript(job) && (await readDocument(platform, job.id, 'transcript', signal));
    return Response.json({ ...(isObject(transcript) && transcript), ...toWireTask(job) });
  };
}

/** The id in the query, under any of its names. @throws {BadRequestError} If there is none. */
export function taskIdOf(c: ServerContext): string {
  const id = ['uuid', 'job_id', 'task_id'].map((name) => c.req.query(name)).find((value) => value !== undefined);
  if (id !== undefined && /^[A-Za-z0-9_-]{1,64}$/.test(id)) return id;
  throw new BadRequestError('The query names no task.', {
    reason: 'invalid_parameter',
    param: 'uuid',
    hint: 'Give the `uuid` of the answer that the task was accepted with.',
  });
}

function hasTranscript({ type, status }: Job): boolean {
  return type === 'transcribe' && status === 'completed';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
