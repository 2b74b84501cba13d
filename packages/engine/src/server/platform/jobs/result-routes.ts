import { NotFoundError, PotooError } from '@potoo/core';
import type { ByteRange } from '../../../results/contract.ts';
import type { ResultRecord } from '../../../results/results.ts';
import { sourceOf } from '../../responses/source.ts';
import { streamResponse } from '../../responses/stream-response.ts';
import { workSignal } from '../../responses/work-signal.ts';
import type { RouteHandler, ServerContext } from '../../server-env.ts';
import type { ResolvedJobRouteParts } from './contract.ts';
import { readRange, unsatisfiable } from './read-range.ts';

/**
 * `GET /v1/results/{id}`: the bytes of a result, by its own id or by that of the job whose main file it is, with any
 * extension. It takes `Range` (RFC 9110, section 14), so that players can seek and downloads go on where they broke off.
 */
export function getResultRoute(parts: ResolvedJobRouteParts): RouteHandler {
  const { platform, options } = parts;
  return async (c) => {
    const result = await find(c, parts);
    const headers = headersOf(result);
    if (c.req.header('if-none-match') === headers.etag) return new Response(null, { status: 304, headers });
    const range = readRange(rangeHeader(c, headers.etag), result.bytes);
    if (range === 'unsatisfiable') throw unsatisfiable(result.bytes);
    const { status, length, more } = partOf(range, result.bytes);
    const allHeaders = { ...headers, ...more, 'content-length': String(length) };
    if (c.req.method === 'HEAD' || length === 0) return new Response(null, { status, headers: allHeaders });

    const work = workSignal(c.req.raw);
    const results = await platform.results();
    const content = await results.read(result, range, work.signal);
    const { stalledReaderMs } = options.limits;
    return streamResponse(c, { status, headers: allHeaders, pieces: sourceOf(content), work, stalledReaderMs });
  };
}

/** `DELETE /v1/results/{id}`: removes a result before it expires, which makes room for others. */
export function deleteResultRoute(parts: ResolvedJobRouteParts): RouteHandler {
  return async (c) => {
    const { id, owner } = await find(c, parts);
    const results = await parts.platform.results();
    await results.remove(owner, id);
    return new Response(null, { status: 204 });
  };
}

async function find(c: ServerContext, { platform, ownerOf }: ResolvedJobRouteParts): Promise<ResultRecord> {
  const id = /^([A-Za-z0-9_-]{1,64})(\.[a-z0-9]{1,5})?$/.exec(c.req.param('id') ?? '')?.[1];
  if (id === undefined) throw notFound();
  const owner = ownerOf(c);
  const results = await platform.results();
  try {
    return await results.find(owner, id);
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  const jobs = await platform.jobs();
  const job = await jobs.record(owner, id).catch((error: unknown) => {
    throw isNotFound(error) ? notFound() : error;
  });
  if (job.status !== 'completed' || job.resultId === null) throw notReady(job.status);
  return results.find(owner, job.resultId);
}

function headersOf({ id, name, contentType }: ResultRecord) {
  return {
    'content-type': contentType,
    // Names are the server's own, of letters that need no quoting.
    'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`,
    'accept-ranges': 'bytes',
    etag: `"${id}"`,
    'cache-control': 'private, no-cache',
  };
}

/** The range that is asked for, unless the file is no longer the one that it was asked of. */
function rangeHeader(c: ServerContext, etag: string): string | undefined {
  const condition = c.req.header('if-range');
  return condition === undefined || condition === etag ? c.req.header('range') : undefined;
}

function partOf(range: ByteRange | undefined, bytes: number) {
  if (range === undefined) return { status: 200, length: bytes, more: {} };
  const { first, last } = range;
  return { status: 206, length: last - first + 1, more: { 'content-range': `bytes ${first}-${last}/${bytes}` } };
}

function isNotFound(error: unknown): boolean {
  return PotooError.isInstance(error) && error.code === 'not_found';
}

function notFound(): NotFoundError {
  return new NotFoundError('There is no such result.', {
    reason: 'result_not_found',
    hint: 'Results are kept for a limited time; submit the job again to have it made anew.',
  });
}

function notReady(status: string): NotFoundError {
  return new NotFoundError(`The job has no result: it is ${status}.`, {
    reason: 'result_not_ready',
    hint: 'Follow the job with GET /v1/jobs/{id}/events until it is completed.',
    retryable: status === 'queued' || status === 'running',
  });
}
