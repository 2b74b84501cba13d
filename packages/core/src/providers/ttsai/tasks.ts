import type { CallOptions } from '../../contract/call-options.ts';
import { InternalError, RequestTimeoutError } from '../../errors/errors.ts';
import type { PotooError } from '../../errors/potoo-error.ts';
import { readErrorEnvelope } from '../../wire/error-envelope.ts';
import { Fields } from '../../wire/fields.ts';
import type { Connection } from '../shared/connection.ts';

/** Where tasks are looked up. */
const RESULTS_PATH = '/v1/speech/results/';

/** How often a task is looked up, as TTS.ai's own clients do. */
export const POLL_MS = 1_000;

/** Where a task stands. */
export type TaskState = 'queued' | 'running' | 'completed' | 'failed';

const STATES: ReadonlyMap<string, TaskState> = new Map([
  ['queued', 'queued'],
  ['pending', 'queued'],
  ['completed', 'completed'],
  ['success', 'completed'],
  ['failed', 'failed'],
  ['error', 'failed'],
  ['cancelled', 'failed'],
]);

/** Work that the service goes on with by itself: its answer in place of a result. */
export interface Task {
  readonly id: string;
  readonly state: TaskState;
  /** The whole answer. */
  readonly fields: Fields;
}

/** Reads an answer as a task; `undefined` if it names none. @throws {UnreachableError} `invalid_response`. */
export function readTask(body: unknown): Task | undefined {
  const fields = new Fields(body);
  const id = ['uuid', 'job_id', 'task_id', 'batch_id'].map((name) => fields.optionalString(name)).find(Boolean);
  const status = fields.optionalString('status');
  if (id === undefined || status === undefined) return undefined;
  return { id, state: stateOf(status), fields };
}

/** Reads a state; one that this version does not know is none that a task ends in. */
export function stateOf(status: string): TaskState {
  return STATES.get(status) ?? 'running';
}

/**
 * Waits for the end of a task. Its service has no way to stop it: a signal that aborts ends the wait, not the work.
 * @returns The completed task.
 * @throws {PotooError} Why it failed.
 * @throws {RequestTimeoutError} If it takes longer than `timeoutMs`.
 */
export async function finishTask(connection: Connection, accepted: Task, options: CallOptions): Promise<Task> {
  const { clock, timeoutMs } = connection.settings;
  const latest = clock.now() + timeoutMs;
  let task = accepted;
  let told = 0;
  while (task.state !== 'completed') {
    if (task.state === 'failed') throw taskError(task.fields);
    if (clock.now() > latest) throw late(timeoutMs);
    await clock.sleep(POLL_MS, options.signal ?? NEVER);
    task = await getTask(connection, task.id, options);
    const fraction = task.fields.optionalNumber('progress') ?? 0;
    if (fraction > told && fraction <= 1) options.onProgress?.({ fraction, stage: task.state });
    told = Math.max(told, fraction);
  }
  return task;
}

/** Looks a task up. */
export async function getTask({ transport }: Connection, id: string, options: CallOptions): Promise<Task> {
  const sent = { method: 'GET', path: RESULTS_PATH, query: { uuid: id }, accept: 'application/json' } as const;
  const body = await (await transport.send(sent, options)).json();
  return readTask(body) ?? { id, state: 'running', fields: new Fields(body) };
}

/** Why a task failed. */
export function taskError(fields: Fields): PotooError {
  const [error, message] = [fields.raw('error'), fields.raw('message')];
  if (error === undefined && message === undefined) {
    return new InternalError('The service could not finish the task, and does not say why.', {
      hint: 'Try again; if it stays, ask the service with the id of the task.',
    });
  }
  return readErrorEnvelope({ error, message });
}

/** For waits that nobody can stop. */
export const NEVER = new AbortController().signal;

function late(timeoutMs: number): RequestTimeoutError {
  return new RequestTimeoutError(`The task did not end within ${timeoutMs} ms.`, {
    hint: 'submit() hands in work that takes longer, and getJob() looks it up; or raise `timeoutMs`.',
  });
}
