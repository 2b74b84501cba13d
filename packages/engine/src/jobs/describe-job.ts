import type { Job, JobItem, JobResult } from '@potoo/core';
import type { Orm } from '../db/database.ts';
import type { ResultRecord, Results } from '../results/results.ts';
import type { JobRecord } from './contract.ts';
import { itemsOf, type JobItemRecord } from './job-records.ts';

/** Tells jobs as the contract has them, with the files and items that belong to them. */
export async function describeJobs(records: readonly JobRecord[], orm: Orm, results: Results): Promise<Job[]> {
  const files = await results.ofJobs(records.map(({ id }) => id));
  const items = await itemsOf(
    orm,
    records.filter(({ type }) => type === 'batch').map(({ id }) => id),
  );
  const filesOf = Map.groupBy(files, ({ jobId }) => jobId);
  const itemsOfJob = Map.groupBy(items, ({ jobId }) => jobId);
  return records.map((record) => describe(record, filesOf.get(record.id) ?? [], itemsOfJob.get(record.id) ?? []));
}

/** Tells a file as the contract has it. @param baseUrl - Address of the server, without a last slash. */
export function describeResult({ id, name, contentType, bytes, expiresAt }: ResultRecord, baseUrl: string): JobResult {
  return { name, url: `${baseUrl}/v1/results/${id}`, contentType, bytes, expiresAt };
}

function describe(job: JobRecord, files: readonly ResultRecord[], items: readonly JobItemRecord[]): Job {
  const { id, type, status, progress, stage, error, usage, createdAt, completedAt, resultId, baseUrl } = job;
  const main = files.find((file) => file.id === resultId);
  const ordered = main === undefined ? files : [main, ...files.filter((file) => file !== main)];
  return {
    id,
    type,
    status,
    progress,
    createdAt,
    ...(completedAt !== null && { completedAt }),
    ...(stage !== null && { stage }),
    // The file goes by the id of its job, so that whoever knows one knows the other.
    ...(status === 'completed' && { resultUrl: `${baseUrl}/v1/results/${id}` }),
    ...(status === 'failed' && error !== null && { error }),
    ...(usage !== null && { usage }),
    ...(ordered.length > 0 && { results: ordered.map((file) => describeResult(file, baseUrl)) }),
    ...(type === 'batch' && { items: items.map((item) => describeItem(item, baseUrl)) }),
  };
}

/** Tells a text of a batch as the contract has it. */
export function describeItem({ index, status, resultId, error, usage }: JobItemRecord, baseUrl: string): JobItem {
  return {
    index,
    status,
    ...(status === 'completed' && resultId !== null && { resultUrl: `${baseUrl}/v1/results/${resultId}` }),
    ...(status === 'failed' && error !== null && { error }),
    ...(usage !== null && { usage }),
  };
}
