import { NotFoundError, UnreachableError } from '@potoo/core/errors';
import type { Asset } from '../assets.ts';

/** For a site that does not have the file. */
export function missingAsset({ name }: Asset, address: string): NotFoundError {
  return new NotFoundError(`${name} is not at ${address}.`, {
    reason: 'asset_missing',
    hint: 'Serve the file there, or tell createBrowserEngine() with `assetBase` in which folder of your site the assets are.',
  });
}

/** For a site that cannot be reached, or a transfer that broke. */
export function unreachableAsset({ name }: Asset, address: string, cause: unknown): UnreachableError {
  const offline = globalThis.navigator.onLine === false;
  return new UnreachableError(
    `${name} could not be fetched from ${address}${offline ? ': this device is offline' : ''}.`,
    {
      reason: offline ? 'offline' : 'download_failed',
      hint: 'Check the connection and try again: once fetched, it is kept for when there is none. A policy of the page must allow it (connect-src).',
      cause,
    },
  );
}

/** For an answer that is no file. */
export function notServed({ name }: Asset, address: string, status: number): UnreachableError {
  return new UnreachableError(`${name} could not be fetched: ${address} answered with ${status}.`, {
    reason: 'download_failed',
    hint: 'Open the address in a browser to see what is wrong, or try again later.',
    retryable: status >= 500,
  });
}

/** For a file that is another one. */
export function wrongContent(asset: Asset, address: string, bytes: number): UnreachableError {
  return new UnreachableError(
    `${asset.name} at ${address} is not what it should be: it has ${bytes} bytes, of ${asset.bytes}, or another SHA-256.`,
    {
      reason: 'checksum_mismatch',
      hint: 'Copy the file again from the package that this version of @potoo/engine depends on. Nothing of it was used.',
      retryable: false,
    },
  );
}
