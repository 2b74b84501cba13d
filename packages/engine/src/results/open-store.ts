import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BadRequestError } from '@potoo/core';
import type { ResultStore } from './contract.ts';
import { createFolderStore } from './folder-store.ts';

/** Variables of the environment; the names are those of Amazon's own tools. */
export type StoreEnv = Readonly<Record<string, string | undefined>>;

/**
 * Opens the result store that a location names: a folder, or `s3://bucket/prefix`, with `?endpoint=` for a service that is
 * not Amazon's and `?region=`. The key is in `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, with `AWS_SESSION_TOKEN` if
 * there is one; `AWS_ENDPOINT_URL_S3`, `AWS_ENDPOINT_URL` and `AWS_REGION` stand in for what the location leaves out.
 * @throws {BadRequestError} `invalid_parameter` for a location that is neither, or a missing key.
 */
export async function openStore(location: string, env: StoreEnv, tempDirectory?: string): Promise<ResultStore> {
  if (location.startsWith('file:')) return createFolderStore(fileURLToPath(location));
  // One letter before a colon is a drive of Windows.
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(location)?.[1]?.toLowerCase();
  if (scheme === undefined) return createFolderStore(path.resolve(location));
  if (scheme !== 's3' || !URL.canParse(location)) throw invalidLocation(location);
  const { hostname: bucket, pathname, searchParams } = new URL(location);
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  if (bucket === '') throw invalidLocation(location);
  if (!accessKeyId || !secretAccessKey) throw missingKey();
  const { createS3Store } = await import('./s3-store.ts');
  return createS3Store({
    bucket,
    prefix: pathname.replace(/^\/+/, '').replace(/([^/])$/, '$1/'),
    endpoint: searchParams.get('endpoint') ?? (env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL'] || undefined),
    region: searchParams.get('region') ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || undefined),
    accessKeyId,
    secretAccessKey,
    sessionToken: env['AWS_SESSION_TOKEN'] || undefined,
    tempDirectory,
  });
}

function invalidLocation(location: string): BadRequestError {
  return new BadRequestError(`Results cannot be kept in "${location.slice(0, 200)}".`, {
    reason: 'invalid_parameter',
    param: 'results',
    hint: 'Name a folder, or a bucket such as s3://my-bucket/potoo?endpoint=https://minio.example.',
  });
}

function missingKey(): BadRequestError {
  return new BadRequestError('The key of the bucket is missing.', {
    reason: 'invalid_parameter',
    param: 'results',
    hint: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  });
}
