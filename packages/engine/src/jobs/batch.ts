import { availableParallelism } from 'node:os';
import { createError, isErrorCode, type JobItem, PotooError, type SpeechRequest, type Usage } from '@potoo/core';
import { and, eq } from 'drizzle-orm';
import { jobItems } from '../db/schema/index.ts';
import type { ResultRecord } from '../results/results.ts';
import { describeItem } from './describe-job.ts';
import { errorBodyOf } from './job-errors.ts';
import { type JobOutcome, jsonOutput } from './job-outcome.ts';
import { holdJob, itemsOf, type JobItemRecord } from './job-records.ts';
import type { JobRun } from './job-run.ts';
import { speechOutcome } from './job-types.ts';

/** Texts of one batch that are spoken at once. */
const AT_ONCE = Math.min(4, availableParallelism());

/**
 * Speaks the texts of a batch, each into a file of its own that can be fetched at once. Those that were finished before a
 * crash are not spoken again; one that fails does not fail the others.
 * @throws {PotooError} If all of them failed.
 */
export async function runBatch(run: JobRun): Promise<JobOutcome> {
  const { job, database } = run;
  const requests = job.request as readonly SpeechRequest[];
  const items = await itemsOf(database.orm, [job.id]);
  const fractions = items.map(({ status }): number => (isFinished(status) ? 1 : 0));
  const leaving = new AbortController();
  const signal = AbortSignal.any([run.signal, leaving.signal]);

  const speak = async (item: JobItemRecord): Promise<void> => {
    const request = requests[item.index];
    if (request === undefined) return;
    const tell = (fraction: number) => {
      fractions[item.index] = fraction;
      const done = fractions.filter((value) => value === 1).length;
      const sum = fractions.reduce((total, value) => total + value, 0);
      run.report({
        fraction: sum / items.length,
        stage: `text ${Math.min(done + 1, items.length)} of ${items.length}`,
      });
    };
    await speakItem({ ...run, signal }, item.index, request, tell);
    tell(1);
  };

  // One iterator for all: whoever is free takes the next.
  const waiting = items.filter(({ status }) => !isFinished(status)).values();
  const speakers = Array.from({ length: AT_ONCE }, async () => {
    for (const item of waiting) await speak(item);
  });
  try {
    await Promise.all(speakers);
  } finally {
    leaving.abort();
    await Promise.allSettled(speakers);
  }
  return outcomeOf(await itemsOf(database.orm, [job.id]), job.id, job.baseUrl);
}

async function speakItem(
  { job, service, results, database, signal, attempt }: JobRun,
  index: number,
  request: SpeechRequest,
  tell: (fraction: number) => void,
): Promise<void> {
  const call = { signal, lane: job.owner, onProgress: ({ fraction }: { fraction: number }) => tell(fraction * 0.99) };
  const ofItem = and(eq(jobItems.jobId, job.id), eq(jobItems.index, index));
  const settle = (set: Partial<JobItemRecord>, files: readonly ResultRecord[] = []) =>
    database.orm.transaction(async (tx) => {
      if (!(await holdJob(tx, attempt))) return false;
      await results.keep(files, tx);
      await tx.update(jobItems).set(set).where(ofItem);
      return true;
    });

  let file: ResultRecord | undefined;
  try {
    const { outputs, usage } = speechOutcome(await service.synthesize(request, call));
    const [{ name, contentType, content }] = outputs;
    if (typeof content === 'function') throw new TypeError('The audio of a text is bytes.');
    const part = `item-${index}`;
    file = await results.write(
      job.owner,
      { jobId: job.id, part, name: `${part}-${name}`, contentType, content },
      signal,
    );
    const isKept = await settle({ status: 'completed', resultId: file.id, usage }, [file]);
    if (!isKept) await results.discard([file]);
  } catch (error) {
    if (file) await results.discard([file], error);
    signal.throwIfAborted();
    if (!PotooError.isInstance(error)) throw error;
    await settle({ status: 'failed', error: errorBodyOf(error) });
  }
}

function outcomeOf(items: readonly JobItemRecord[], id: string, baseUrl: string): JobOutcome {
  const completed = items.filter(({ status }) => status === 'completed');
  if (completed.length === 0) throw allFailed(items);
  const list = items.map((item) => toWireItem(describeItem(item, baseUrl)));
  const summary = { batch_id: id, total: items.length, completed: completed.length, items: list };
  return { outputs: [jsonOutput('batch', summary)], usage: sumUsage(completed) };
}

function toWireItem({ index, status, resultUrl, error }: JobItem) {
  return { index, status, url: resultUrl ?? null, error: error ?? null };
}

/** What the texts used together, as far as each says. */
function sumUsage(items: readonly JobItemRecord[]): Usage {
  const sum = (key: 'characters' | 'audioSeconds') => {
    const known = items.flatMap(({ usage }) => usage?.[key] ?? []);
    return known.length > 0 && { [key]: known.reduce((total, value) => total + value, 0) };
  };
  return { ...sum('characters'), ...sum('audioSeconds') };
}

function allFailed(items: readonly JobItemRecord[]): PotooError {
  const first = items.find(({ error }) => error !== null)?.error;
  const code = isErrorCode(first?.code) ? first.code : 'internal_error';
  return createError(code, `No text of the batch could be spoken. The first: ${first?.message ?? 'unknown'}`, {
    reason: first?.reason,
    hint: first?.hint,
    retryable: false,
  });
}

function isFinished(status: JobItemRecord['status']): boolean {
  return status === 'completed' || status === 'failed';
}
