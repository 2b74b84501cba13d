import { BadRequestError, type JobRequest } from '@potoo/core';
import { JOB_TYPES } from '@potoo/core/wire';
import { z } from 'zod';
import { parseRequest } from '../../../requests/parse-request.ts';
import { parseSpeechBody } from '../../dialects/ttsai/schemas/speech-body.ts';
import { readJson } from '../../requests/read-json.ts';
import { receiveUpload } from '../../requests/receive-upload.ts';
import { withoutNulls } from '../../requests/without-nulls.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';

export const jobBody = z.strictObject({
  type: z.enum(JOB_TYPES).describe(`One of ${JOB_TYPES.join(', ')}.`),
  request: z.record(z.string(), z.unknown()).optional().describe('An object with the parameters of that type.'),
  requests: z.array(z.unknown()).optional().describe('A list of texts with their parameters, for a batch.'),
  webhook_url: z
    .url({ protocol: /^https?$/ })
    .max(2_048)
    .optional()
    .describe('An http or https address.'),
});

type JobBody = z.output<typeof jobBody>;

/** A job request, and what is to be removed once it is kept. */
export interface ReadJobRequest extends AsyncDisposable {
  readonly request: JobRequest;
}

/**
 * Reads the body of `POST /v1/jobs`: JSON; or, for work on audio, a form with that JSON as `job` and the audio as `file`.
 * The parameters are those of the contract, in the spelling of the HTTP interface: `sample_rate` for `sampleRate`.
 * @throws {BadRequestError} For the first field that is wrong.
 */
export async function readJobRequest(request: Request, options: ResolvedServerOptions): Promise<ReadJobRequest> {
  const isForm = /^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? '');
  if (!isForm) {
    const body = parseBody(await readJson(request, options.limits));
    return { request: toJobRequest(body, {}), [Symbol.asyncDispose]: async () => {} };
  }
  const upload = await receiveUpload(request, options.limits.transcribeBytes, options);
  try {
    const body = parseBody(parseField(upload.fields.get('job')));
    const audio = { [AUDIO_FIELD[body.type] ?? 'audio']: { path: upload.path } };
    return { request: toJobRequest(body, audio), [Symbol.asyncDispose]: upload.remove };
  } catch (error) {
    await upload.remove();
    throw error;
  }
}

/** What the file of a form is to a type of job, where it is not its `audio`. */
const AUDIO_FIELD: Partial<Record<JobBody['type'], 'reference'>> = { speakAs: 'reference' };

function parseBody(body: unknown): JobBody {
  return parseRequest(jobBody, withoutNulls(body));
}

function parseField(job: string | undefined): unknown {
  try {
    return JSON.parse(job ?? '');
  } catch {
    throw new BadRequestError('The field `job` of the form is not JSON.', {
      reason: 'malformed_body',
      param: 'job',
      hint: 'Send the job as JSON in the field `job`, such as {"type":"transcribe"}, and the audio as `file`.',
    });
  }
}

function toJobRequest(
  { type, request = {}, requests = [], webhook_url: webhookUrl }: JobBody,
  audio: object,
): JobRequest {
  const webhook = webhookUrl === undefined ? {} : { webhookUrl };
  if (type === 'batch') return { type, requests: requests.map((text) => parseSpeechBody(text).request), ...webhook };
  if (type === 'synthesize') return { type, request: parseSpeechBody(request).request, ...webhook };
  // The rest is checked where all jobs are, whoever submits them.
  const unchecked: unknown = { type, request: { ...camelKeys(request), ...audio }, ...webhook };
  return unchecked as JobRequest;
}

function camelKeys(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const camel = (key: string) => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  // Audio is a file of the form: a path or an address in JSON would name one of the server's own.
  const given = Object.entries(fields).filter(([key]) => key !== 'audio' && key !== 'reference');
  return Object.fromEntries(given.map(([key, value]) => [camel(key), value]));
}
