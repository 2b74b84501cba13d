import { BadRequestError, NotFoundError, type WordTiming } from '@potoo/core';
import { formatSubtitles, type SubtitleFormat, wordsToCues } from '@potoo/core/subtitles';
import { z } from 'zod';
import type { JobRecord } from '../../../../jobs/contract.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { RouteHandler } from '../../../server-env.ts';
import { readDocument } from './read-document.ts';
import { taskIdOf } from './task-results.ts';

/** What is read back of a job that spoke. */
const detailsSchema = z.object({
  words: z.array(
    z.object({ text: z.string(), start: z.number(), end: z.number(), charStart: z.number(), charEnd: z.number() }),
  ),
  duration: z.number(),
  language: z.string(),
});

const requestSchema = z.object({ text: z.string(), inputType: z.enum(['text', 'ssml']).optional() });

/** `GET /v1/speech/subtitles/?uuid=&format=`: the subtitles of a task that has spoken a text. */
export function taskSubtitlesRoute(platform: Pick<Platform, 'jobs' | 'results'>): RouteHandler {
  return async (c) => {
    const id = taskIdOf(c);
    const format = formatOf(c.req.query('format'));
    const jobs = await platform.jobs();
    const job = await jobs.record(c.env.caller.accountId, id);
    const { text, inputType } = requestOf(job);
    const { words, duration, language } = await readDetails(platform, id, c.req.raw.signal);
    const cues = wordsToCues(words, { text, ...(inputType && { inputType }) });
    const content = formatSubtitles(cues, format);
    return Response.json({ format, content, cached: false, segment_count: cues.length, language, duration });
  };
}

function formatOf(format = 'srt'): SubtitleFormat {
  if (format === 'srt' || format === 'vtt') return format;
  throw new BadRequestError('There are no subtitles of that format.', {
    reason: 'unsupported_format',
    param: 'format',
    hint: 'Use srt or vtt.',
  });
}

function requestOf({ type, status, request }: JobRecord): z.output<typeof requestSchema> {
  const parsed = requestSchema.safeParse(request);
  if (type === 'synthesize' && status === 'completed' && parsed.success) return parsed.data;
  throw new BadRequestError('The task has no subtitles: it has not spoken a text, or not yet.', {
    reason: 'no_subtitles',
    param: 'uuid',
    hint: 'Subtitles are there once a task of POST /v1/tts/ is completed.',
  });
}

async function readDetails(
  platform: Pick<Platform, 'results'>,
  jobId: string,
  signal: AbortSignal,
): Promise<{ words: readonly WordTiming[]; duration: number; language: string }> {
  const details = await readDocument(platform, jobId, 'details', signal);
  if (details === undefined) throw gone();
  return detailsSchema.parse(details);
}

function gone(): NotFoundError {
  return new NotFoundError('The subtitles of the task are no longer kept.', {
    reason: 'result_not_found',
    hint: 'Results are kept for a limited time; speak the text again.',
  });
}
