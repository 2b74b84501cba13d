import type { JobResult } from '@potoo/core';
import type { ResultRecord, Results } from '../results/results.ts';
import type { JobRecord } from './contract.ts';
import { describeResult } from './describe-job.ts';
import type { JobOutput } from './job-outcome.ts';

/** Files that were stored, to be kept once their job has ended well. */
export interface StoredOutputs {
  readonly main: ResultRecord;
  readonly files: readonly ResultRecord[];
}

/** Stores the files of an outcome. Nothing is left of them if one fails. @returns The main file, and all of them. */
export async function storeOutputs(
  job: JobRecord,
  [main, ...others]: readonly [JobOutput, ...JobOutput[]],
  results: Results,
  signal: AbortSignal,
): Promise<StoredOutputs> {
  const files: ResultRecord[] = [];
  const store = async (output: JobOutput, told: readonly JobResult[]): Promise<ResultRecord> => {
    const { part, name, contentType, content } = output;
    const bytes = typeof content === 'function' ? content(told) : content;
    const file = await results.write(job.owner, { part, name, contentType, jobId: job.id, content: bytes }, signal);
    files.push(file);
    return file;
  };
  try {
    for (const output of others) await store(output, []);
    // Last, as it may name the others.
    const told = files.map((file) => describeResult(file, job.baseUrl));
    return { main: await store(main, told), files };
  } catch (error) {
    await results.discard(files, error);
    throw error;
  }
}
