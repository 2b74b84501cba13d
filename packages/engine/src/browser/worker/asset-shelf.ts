import { collectBytes } from '../../audio/collect-bytes.ts';
import type { AssetAddresses } from '../asset-addresses.ts';
import type { Asset } from '../assets.ts';
import type { AssetProgress } from '../messages.ts';
import { missingAsset, notServed, unreachableAsset, wrongContent } from './asset-errors.ts';
import { AssetStore } from './asset-store.ts';
import { hasContent } from './has-content.ts';

/** Steps of progress that are worth a message. */
const STEP = 0.01;

/** Fetches assets when they are needed, checks them and keeps them in the browser's storage. */
export class AssetShelf {
  readonly #addresses: AssetAddresses;
  readonly #store = new AssetStore();
  readonly #watchers = new Set<(progress: AssetProgress) => void>();

  constructor(addresses: AssetAddresses) {
    this.#addresses = addresses;
  }

  /** Absolute address. */
  addressOf({ name }: Asset): string {
    return this.#addresses[name] ?? name;
  }

  /** Tells of what is fetched until the watch is disposed of. */
  watch(watcher: (progress: AssetProgress) => void): Disposable {
    this.#watchers.add(watcher);
    return { [Symbol.dispose]: () => this.#watchers.delete(watcher) };
  }

  /** Tells everybody who watches of something that is fetched elsewhere. */
  tell(progress: AssetProgress): void {
    for (const watcher of this.#watchers) watcher(progress);
  }

  /**
   * Gives the bytes of an asset, out of the browser's storage where they are.
   * @throws {UnreachableError} `offline`, `download_failed` or `checksum_mismatch`.
   * @throws {NotFoundError} `asset_missing`.
   */
  async load(asset: Asset): Promise<Uint8Array<ArrayBuffer>> {
    const kept = await this.#store.read(asset);
    if (kept) return kept;
    const bytes = await this.#fetch(asset);
    await this.#store.keep(asset, bytes);
    return bytes;
  }

  async #fetch(asset: Asset): Promise<Uint8Array<ArrayBuffer>> {
    const first = await this.#fetchOnce(asset, 'default');
    if (await hasContent(first.bytes, asset)) return first.bytes;
    // What a cache on the way holds may be old or cut short: past it, once.
    const second = await this.#fetchOnce(asset, 'reload');
    if (await hasContent(second.bytes, asset)) return second.bytes;
    // Many servers answer with their first page where they have no file.
    throw second.isPage
      ? missingAsset(asset, second.address)
      : wrongContent(asset, second.address, second.bytes.length);
  }

  async #fetchOnce(asset: Asset, cache: RequestCache) {
    const address = this.addressOf(asset);
    let response: Response;
    try {
      response = await fetch(address, { cache });
    } catch (cause) {
      throw unreachableAsset(asset, address, cause);
    }
    if (response.status === 404 || response.status === 410) throw missingAsset(asset, address);
    if (!response.ok || !response.body) throw notServed(asset, address, response.status);
    try {
      const bytes = await collectBytes(this.#told(response.body, asset), asset.bytes);
      return { address, bytes, isPage: response.headers.get('content-type')?.startsWith('text/html') ?? false };
    } catch (cause) {
      throw unreachableAsset(asset, address, cause);
    }
  }

  async *#told(body: ReadableStream<Uint8Array>, asset: Asset): AsyncGenerator<Uint8Array> {
    const reader = body.getReader();
    let loaded = 0;
    let told = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      loaded += value.length;
      if (loaded - told >= STEP * asset.bytes || loaded === asset.bytes) {
        told = loaded;
        this.tell({ asset: asset.name, loaded, total: asset.bytes });
      }
      yield value;
    }
  }
}
