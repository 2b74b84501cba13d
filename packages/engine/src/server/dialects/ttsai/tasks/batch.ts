import { type Job, type JobItem, PotooError, type SpeechRequest, type VoiceService } from '@potoo/core';
import { z } from 'zod';
import { namedByCaller } from '../../../../requests/named-by-caller.ts';
import { parseRequest } from '../../../../requests/parse-request.ts';
import { readJson } from '../../../requests/read-json.ts';
import type { RouteHandler } from '../../../server-env.ts';
import type { ResolvedServerOptions } from '../../../server-options.ts';
import { parseSpeechBody } from '../schemas/speech-body.ts';
import { webhookField } from '../schemas/task-fields.ts';
import { acceptedResponse } from './submit-task.ts';
import { taskIdOf } from './task-results.ts';
import { toWireTask } from './wire-task.ts';

const MOST_TEXTS = 50;

export const batchBody = z.strictObject({
  texts: z
    .array(z.record(z.string(), z.unknown()))
    .min(1)
    .max(MOST_TEXTS)
    .describe(`A list of 1 to ${MOST_TEXTS} objects, each with a text and how to speak it.`),
  webhook_url: webhookField,
});

/** `POST /v1/tts/batch/`: speaks up to fifty texts as one task. */
export function batchRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  return async (c) => {
    const { texts, webhook_url: webhookUrl } = parseRequest(batchBody, await readJson(c.req.raw, options.limits));
    const requests = texts.map(readText);
    const request = { type: 'batch', requests, ...(webhookUrl !== undefined && { webhookUrl }) } as const;
    const job = await service.submit(request, { signal: c.req.raw.signal }).catch((error: unknown) => {
      const param = paramOf(error);
      throw namedByCaller(error, param, param.replace(/^requests\b/, 'texts'));
    });
    return acceptedResponse(c, job, toWireBatch(job));
  };
}

function readText(text: unknown, index: number): SpeechRequest {
  try {
    return parseSpeechBody(text).request;
  } catch (error) {
    throw namedByCaller(error, paramOf(error), `texts.${index}.${paramOf(error)}`);
  }
}

function paramOf(error: unknown): string {
  return (PotooError.isInstance(error) && error.param) || '';
}

/** `GET /v1/tts/batch/result/?batch_id=`: looks a batch up. */
export function batchResultRoute(service: VoiceService): RouteHandler {
  return async (c) => {
    const id = c.req.query('batch_id') ?? taskIdOf(c);
    return Response.json(toWireBatch(await service.getJob(id, { signal: c.req.raw.signal })));
  };
}

function toWireBatch(job: Job) {
  const { uuid: _, job_id: __, task_id: batch_id, status, ...task } = toWireTask(job);
  const items = job.items ?? [];
  return {
    batch_id,
    status,
    total: items.length,
    completed: items.filter((item) => item.status === 'completed').length,
    credits_charged: job.usage?.creditsUsed ?? 0,
    items: items.map((item) => toWireItem(job, item)),
    ...task,
  };
}

function toWireItem({ id }: Job, { index, status, resultUrl, error, usage }: JobItem) {
  return {
    index,
    uuid: `${id}.${index}`,
    status: status === 'running' ? 'processing' : status === 'cancelled' ? 'failed' : status,
    error: error?.message ?? null,
    url: resultUrl ?? null,
    credits: usage?.creditsUsed ?? 0,
  };
}
