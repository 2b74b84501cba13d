import { BadRequestError, type VoiceService } from '@potoo/core';
import type { RouteHandler, ServerContext } from '../../../server-env.ts';
import { toWireTask } from './wire-task.ts';

/** `GET /v1/speech/results/?uuid=`: looks a task up, as the SDKs of TTS.ai do about once a second. */
export function taskResultsRoute(service: VoiceService): RouteHandler {
  return async (c) => Response.json(toWireTask(await service.getJob(taskIdOf(c), { signal: c.req.raw.signal })));
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
