import { createHash, randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InternalError, type PotooError, UnreachableError } from '@potoo/core';
import { AwsClient } from 'aws4fetch';
import type { ResultStore } from './contract.ts';
import { bounded, diskFull, resultNotFound, storeFailed } from './store-errors.ts';

/** A bucket, and how to get at it. */
export interface S3Location {
  readonly bucket: string;
  /** What keys begin with, such as `potoo/`. @default Nothing. */
  readonly prefix?: string | undefined;
  /** Address of the service; buckets are paths of it. @default Amazon's, by region. */
  readonly endpoint?: string | undefined;
  /** @default 'us-east-1' */
  readonly region?: string | undefined;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** Folder for files on their way. @default The system's. */
  readonly tempDirectory?: string | undefined;
}

/** Tries of a request that the service failed, each after a longer wait. */
const RETRIES = 4;

/**
 * Keeps files in a bucket of Amazon S3 or anything that speaks its protocol. A file goes to disk first: the protocol asks
 * for its length and its digest before it.
 */
export function createS3Store(location: S3Location): ResultStore {
  const { bucket, prefix = '', region = 'us-east-1', accessKeyId, secretAccessKey, sessionToken } = location;
  const client = new AwsClient({
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    service: 's3',
    region,
    retries: RETRIES,
  });
  const base = location.endpoint
    ? `${location.endpoint.replace(/\/+$/, '')}/${bucket}`
    : `https://${bucket}.s3.${region}.amazonaws.com`;
  const addressOf = (key: string) => `${base}/${prefix}${key}`;

  const send = async (address: string, init: RequestInit): Promise<Response> => {
    let response: Response;
    try {
      response = await client.fetch(address, init);
    } catch (cause) {
      init.signal?.throwIfAborted();
      throw unreachable(base, cause);
    }
    if (!response.ok) throw await failureOf(response);
    return response;
  };

  return {
    description: `${base}/${prefix}`,

    async put(key, content, { contentType, maxBytes = Number.POSITIVE_INFINITY, signal }) {
      const file = path.join(location.tempDirectory ?? tmpdir(), `potoo-${randomUUID()}.part`);
      try {
        const { bytes, digest } = await spool(bounded(content, maxBytes), file, signal);
        const body = await openAsBlob(file);
        const headers = { 'content-type': contentType, 'x-amz-content-sha256': digest };
        await send(addressOf(key), { method: 'PUT', headers, body, ...(signal && { signal }) });
        return bytes;
      } catch (error) {
        signal?.throwIfAborted();
        throw storeFailed(error);
      } finally {
        await rm(file, { force: true });
      }
    },

    async get(key, { range, signal } = {}) {
      const headers: HeadersInit = range ? { range: `bytes=${range.first}-${range.last}` } : {};
      const { body } = await send(addressOf(key), { headers, ...(signal && { signal }) });
      return body ?? new Blob([]).stream();
    },

    async remove(key) {
      await send(addressOf(key), { method: 'DELETE' });
    },

    async check(signal) {
      await send(`${base}/?list-type=2&max-keys=1&prefix=${encodeURIComponent(prefix)}`, signal ? { signal } : {});
    },
  };
}

async function spool(
  content: AsyncIterable<Uint8Array>,
  path: string,
  signal: AbortSignal | undefined,
): Promise<{ bytes: number; digest: string }> {
  await using file = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of content) {
    signal?.throwIfAborted();
    await file.appendFile(chunk);
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  return { bytes, digest: hash.digest('hex') };
}

/** The service answers in XML; its `Code` is all that matters here. */
async function failureOf(response: Response): Promise<PotooError> {
  const code = /<Code>(\w{1,80})<\/Code>/.exec((await response.text().catch(() => '')).slice(0, 10_000))?.[1];
  if (response.status === 507 || code === 'XMinioStorageFull' || code === 'QuotaExceeded') return diskFull();
  if (response.status === 404 && code !== 'NoSuchBucket') return resultNotFound();
  return new InternalError(`The result store refused with ${response.status} ${code ?? ''}`.trim(), {
    reason: 'result_store_failed',
    hint: 'Check the bucket, the region and the key, and that the key may read, write, delete and list there.',
  });
}

function unreachable(base: string, cause: unknown): UnreachableError {
  return new UnreachableError(`The result store at ${base} does not answer.`, {
    reason: 'result_store_unreachable',
    hint: 'Check the address and the network.',
    cause,
  });
}
