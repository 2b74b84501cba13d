import type { CallOptions } from '../../contract/call-options.ts';
import type { Job, JobItem, JobRequest } from '../../contract/jobs.ts';
import { NotFoundError, UnsupportedError } from '../../errors/errors.ts';
import type { Answer } from '../../transport/answer.ts';
import { jsonBody, type RequestBody } from '../../transport/request-body.ts';
import { defined, type Fields } from '../../wire/fields.ts';
import { invalidResponse } from '../../wire/json.ts';
import { PATHS } from '../../wire/paths.ts';
import { fieldsOf, inCallerTerms } from '../shared/caller-terms.ts';
import { RECORDING_FIELDS } from '../shared/recording-fields.ts';
import { uploadBody } from '../shared/upload-body.ts';
import { modelOf } from './recordings.ts';
import { creditsIn, isJson, optionalAddressIn } from './results.ts';
import { orderOf, type SpeechConnection, toTtsAiSpeech } from './speech.ts';
import { getTask, NEVER, POLL_MS, readTask, stateOf, type Task, taskError } from './tasks.ts';

const BATCH_PATH = '/v1/tts/batch/';

/** What the service does not tell of a job, but who handed it in knows. */
interface Submitted {
  readonly type: JobRequest['type'];
  readonly createdAt: Date;
}

/** A connection that knows the jobs it has handed in. */
export interface JobConnection extends SpeechConnection {
  readonly submitted: Map<string, Submitted>;
}

/** Hands in long work: speech, a batch of it, or a separation, which are what the API has tasks for. */
export async function submit(connection: JobConnection, job: JobRequest, options: CallOptions): Promise<Job> {
  try {
    options.signal?.throwIfAborted();
    const { path, body } = await taskRequest(connection, job, options);
    const sent = { method: 'POST', path, accept: 'application/json', body } as const;
    const answer = await connection.transport.send(sent, options);
    const task = isJson(answer) ? readTask(await answer.json()) : await noTask(answer);
    if (!task) throw invalidResponse('it names no task');
    connection.submitted.set(task.id, { type: job.type, createdAt: new Date(connection.settings.clock.now()) });
    return toJob(connection, task);
  } catch (error) {
    throw inCallerTerms(error);
  }
}

/** Looks a job up: a task, or a batch, which has a place of its own. */
export async function getJob(connection: JobConnection, id: string, options: CallOptions): Promise<Job> {
  if (connection.submitted.get(id)?.type === 'batch') return toJob(connection, await getBatch(connection, id, options));
  try {
    return toJob(connection, await getTask(connection, id, options));
  } catch (error) {
    // A batch that another client has handed in.
    if (!(error instanceof NotFoundError) || connection.submitted.has(id)) throw error;
    const batch = await getBatch(connection, id, options).catch(() => undefined);
    if (!batch) throw error;
    return toJob(connection, batch);
  }
}

/** Follows a job until it ends, by looking it up once a second. */
export async function* watchJob(connection: JobConnection, id: string, options: CallOptions): AsyncGenerator<Job> {
  for (let shown = ''; ; ) {
    const job = await getJob(connection, id, options);
    const state = JSON.stringify({ ...job, createdAt: undefined });
    if (state !== shown) yield job;
    shown = state;
    if (job.status === 'completed' || job.status === 'failed') return;
    await connection.settings.clock.sleep(POLL_MS, options.signal ?? NEVER);
  }
}

/** The service is free to send the result at once, in place of a task. It is read to its end, as its sender expects. */
async function noTask(answer: Answer): Promise<undefined> {
  await answer.bytes();
}

async function getBatch({ transport }: JobConnection, id: string, options: CallOptions): Promise<Task> {
  const path = `${BATCH_PATH}result/`;
  const sent = { method: 'GET', path, query: { batch_id: id }, accept: 'application/json' } as const;
  const batch = readTask(await (await transport.send(sent, options)).json());
  if (!batch) throw invalidResponse('it names no batch');
  return batch;
}

async function taskRequest(
  connection: JobConnection,
  job: JobRequest,
  options: CallOptions,
): Promise<{ path: string; body: RequestBody }> {
  const webhook = defined({ webhook_url: job.webhookUrl });
  if (job.type === 'synthesize') {
    const { request, speaker, format } = await orderOf(connection, job.request, options);
    const body = jsonBody({ ...toTtsAiSpeech(request, speaker, format), async: true, ...webhook });
    return { path: PATHS.synthesize, body };
  }
  if (job.type === 'batch') {
    const orders = await Promise.all(job.requests.map((request) => orderOf(connection, request, options)));
    const texts = orders.map(({ request, speaker, format }) => toTtsAiSpeech(request, speaker, format));
    return { path: BATCH_PATH, body: jsonBody({ texts, ...webhook }) };
  }
  if (job.type === 'separate') {
    const fields = fieldsOf(job.request, [...RECORDING_FIELDS, 'stems', 'model']);
    const form = {
      stems: fields.optionalNumber('stems')?.toString(),
      model: modelOf(fields),
      format: job.request.format,
      async: 'true',
      ...webhook,
    };
    return { path: PATHS.separate, body: await uploadBody(connection.settings, job.request, form) };
  }
  throw new UnsupportedError(`\`${job.type}\` cannot be a job of TTS.ai.`, {
    reason: 'feature_not_supported',
    param: 'type',
    hint: 'Speech, batches of it and separations can; call the method itself for anything else.',
  });
}

function toJob({ submitted, settings }: JobConnection, { id, state, fields }: Task): Job {
  const known = submitted.get(id);
  const items = fields.objects('items', toItem);
  const created = new Date(fields.optionalString('created_at') ?? Number.NaN);
  const done = items.filter(({ status }) => status === 'completed' || status === 'failed').length;
  const told = fields.optionalNumber('progress') ?? (items.length > 0 ? done / items.length : 0);
  const usage = creditsIn(fields);
  return {
    id,
    status: state,
    progress: state === 'completed' ? 1 : told,
    createdAt: Number.isNaN(created.getTime()) ? (known?.createdAt ?? new Date(settings.clock.now())) : created,
    ...defined({
      type: known?.type,
      resultUrl: optionalAddressIn(fields),
      error: state === 'failed' ? taskError(fields).toJSON() : undefined,
      items: items.length > 0 ? items : undefined,
      usage: Object.keys(usage).length > 0 ? usage : undefined,
    }),
  };
}

function toItem(fields: Fields): JobItem {
  const status = stateOf(fields.string('status'));
  return {
    index: fields.number('index'),
    status,
    ...defined({
      resultUrl: optionalAddressIn(fields),
      error: status === 'failed' ? taskError(fields).toJSON() : undefined,
    }),
  };
}
