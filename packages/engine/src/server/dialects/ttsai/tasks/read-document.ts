import type { Platform } from '../../../platform/platform.ts';

/**
 * Reads a JSON document that a job has made; `undefined` once it is no longer kept. Whose job it is must have been checked.
 * @param part - What the document is of its job, such as `details`.
 */
export async function readDocument(
  platform: Pick<Platform, 'results'>,
  jobId: string,
  part: string,
  signal: AbortSignal,
): Promise<unknown> {
  const results = await platform.results();
  const document = (await results.ofJobs([jobId])).find((file) => file.part === part);
  return document && new Response(await results.read(document, undefined, signal)).json();
}
