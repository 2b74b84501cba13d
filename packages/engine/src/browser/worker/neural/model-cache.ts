import { freeRoom, storageFull } from './storage-room.ts';

const CACHE_NAME = 'potoo-models';

/**
 * Files of models in the browser's storage, by their addresses. Where there is none (a page that was not served safely, a
 * private window) nothing is kept.
 * @see https://developer.mozilla.org/docs/Web/API/CacheStorage
 */
export class ModelCache {
  async isOpen(): Promise<boolean> {
    return (await openCache()) !== undefined;
  }

  async has(address: string): Promise<boolean> {
    return (await (await openCache())?.match(address)) !== undefined;
  }

  async read(address: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const kept = await (await openCache())?.match(address);
    return kept && new Uint8Array(await kept.arrayBuffer());
  }

  /** @param bytes - Of the response. @throws {DeviceError} `storage_full`. Whatever reading the response throws. */
  async keep(address: string, response: Response, bytes: number): Promise<void> {
    try {
      await (await openCache())?.put(address, response);
    } catch (error) {
      // Some browsers tell more room than they give.
      if (error instanceof Error && error.name === 'QuotaExceededError') throw storageFull(bytes, await freeRoom());
      throw error;
    }
  }

  async forget(address: string): Promise<void> {
    await (await openCache())?.delete(address);
  }
}

async function openCache(): Promise<Cache | undefined> {
  // Absent, or forbidden, as in some private windows.
  return globalThis.caches?.open(CACHE_NAME).catch(() => undefined);
}
