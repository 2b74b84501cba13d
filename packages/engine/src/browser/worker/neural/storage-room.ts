import { DeviceError } from '@potoo/core/errors';

/**
 * Sees to it that the browser has room for so many bytes more, as far as it tells.
 * @throws {DeviceError} `storage_full`, with how much is missing.
 */
export async function checkRoom(bytes: number): Promise<void> {
  const free = await freeRoom();
  // A browser that tells nothing says so when it is full.
  if (free !== undefined && bytes > free) throw storageFull(bytes, free);
}

/**
 * Bytes that this site may keep beside what it keeps; `undefined` where the browser does not tell.
 * @see https://developer.mozilla.org/docs/Web/API/StorageManager/estimate
 */
export async function freeRoom(): Promise<number | undefined> {
  const { quota, usage = 0 } = (await globalThis.navigator.storage?.estimate?.().catch(() => undefined)) ?? {};
  return quota === undefined ? undefined : Math.max(0, quota - usage);
}

/** For a browser without room. @param needed - Bytes. @param free - Bytes, as far as the browser tells. */
export function storageFull(needed: number, free: number | undefined): DeviceError {
  const missing = free !== undefined && free < needed ? needed - free : undefined;
  const room = missing === undefined ? '' : `, ${megabytes(free ?? 0)} are free, ${megabytes(missing)} are missing`;
  return new DeviceError(`The browser has no room for the model: it takes ${megabytes(needed)}${room}.`, {
    reason: 'storage_full',
    hint: 'Free room on the device or clear what this site keeps; choose a smaller model; or set `neural.keep` to false, which fetches the model each time.',
    details: { needed_bytes: needed, ...(missing !== undefined && { free_bytes: free, missing_bytes: missing }) },
  });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
