import type { Asset } from '../assets.ts';
import { hasContent } from './has-content.ts';

const CACHE_NAME = 'potoo-assets';

/**
 * Assets in the browser's own storage. Where there is none (a page that was not served safely, a private window, no room)
 * nothing is kept, and assets come from the network, or its cache, each time.
 * @see https://developer.mozilla.org/docs/Web/API/CacheStorage
 */
export class AssetStore {
  /** @returns `undefined` for what is not there, or is damaged: then it is removed. */
  async read(asset: Asset): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const cache = await openCache();
    const kept = await cache?.match(keyOf(asset)).catch(() => undefined);
    if (!cache || !kept) return undefined;
    const bytes = new Uint8Array(await kept.arrayBuffer());
    if (await hasContent(bytes, asset)) return bytes;
    await cache.delete(keyOf(asset));
    return undefined;
  }

  /** Keeps an asset, in place of what was kept of another version of it. */
  async keep(asset: Asset, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const cache = await openCache();
    if (!cache) return;
    try {
      for (const { url } of await cache.keys()) if (new URL(url).pathname === pathOf(asset)) await cache.delete(url);
      await cache.put(keyOf(asset), new Response(bytes));
    } catch {
      // No room: the engine works without, and fetches it again next time.
    }
  }
}

async function openCache(): Promise<Cache | undefined> {
  // Absent, or forbidden, as in some private windows.
  return globalThis.caches?.open(CACHE_NAME).catch(() => undefined);
}

/** A key, not an address: by its content an asset is the same wherever it came from. */
function keyOf(asset: Asset): string {
  return new URL(`${pathOf(asset)}?sha256=${asset.sha256}`, globalThis.location.origin).href;
}

function pathOf({ name }: Asset): string {
  return `/potoo-assets/${name}`;
}
