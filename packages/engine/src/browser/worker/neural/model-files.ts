import { PotooError } from '@potoo/core/errors';
import { collectBytes } from '../../../audio/collect-bytes.ts';
import type { AssetProgress } from '../../messages.ts';
import type { NeuralSettings } from '../../neural/neural-options.ts';
import { matchesLinkedHash } from './linked-hash.ts';
import { ModelCache } from './model-cache.ts';
import { damaged, notRun, refused, unreachable } from './model-errors.ts';
import { resumingBody } from './resuming-body.ts';
import { checkRoom } from './storage-room.ts';

/** Who a file is fetched for. */
export interface FileUse {
  readonly signal: AbortSignal;
  readonly tell: (progress: AssetProgress) => void;
}

/** What stands in the storage for a model that has all that it needs. */
const COMPLETE = '.potoo-complete';
const FILE_OF_MODEL = /(\/resolve\/[^/]+\/).+$/;

/** Files that a download is weighed by before it begins: those worth weighing. */
const LEAST_WEIGHED = 1_000_000;

/**
 * The files of a model, from a host that speaks as the hub does, or out of the browser's storage. The library asks for its
 * files through {@link ModelFiles.fetch}.
 */
export class ModelFiles {
  readonly #settings: NeuralSettings;
  readonly #cache: ModelCache | undefined;
  #use: FileUse | undefined;
  /** What was wrong with files, by their addresses: the library says it in words of its own. */
  readonly #failures = new Map<string, PotooError>();

  constructor(settings: NeuralSettings) {
    this.#settings = settings;
    this.#cache = settings.keep ? new ModelCache() : undefined;
  }

  /** Fetches for somebody until it is disposed of: their signal ends it. */
  use(use: FileUse): Disposable {
    this.#use = use;
    return {
      [Symbol.dispose]: () => {
        if (this.#use === use) this.#use = undefined;
      },
    };
  }

  /** Address of a file. @param model - `repository` and `revision`. */
  addressOf(
    { repository, revision }: { readonly repository: string; readonly revision: string },
    path: string,
  ): string {
    return `${this.#settings.modelBase}${repository}/resolve/${encodeURIComponent(revision)}/${path}`;
  }

  /**
   * Sees to it that there is room for files that are not kept yet.
   * @throws {DeviceError} `storage_full`.
   */
  async reserve(addresses: readonly string[]): Promise<void> {
    const cache = this.#cache;
    if (!cache || !(await cache.isOpen())) return;
    const wanted = await Promise.all(
      addresses.map(async (address) => ((await cache.has(address)) ? 0 : this.#bytesOf(address))),
    );
    await checkRoom(wanted.reduce((sum, bytes) => sum + bytes, 0));
  }

  /** As `fetch`: what the library is given in its place. */
  readonly fetch = async (input: string | URL, init: RequestInit = {}): Promise<Response> => {
    const address = String(input);
    const signal = this.#use?.signal;
    signal?.throwIfAborted();
    const headers = new Headers(init.headers);
    const isLook = headers.has('range');
    const kept = await this.#cache?.read(address);
    if (kept) return isLook ? firstByte(kept) : new Response(kept);
    const response = await this.#ask(address, { ...init, headers });
    return isLook || response.status === 404 ? response : this.#receive(address, response);
  };

  /**
   * Notes that a model has all that it needs: what is not kept of it by now, it does without when there is no network.
   * @param model - `repository` and `revision`.
   */
  async completed(model: { readonly repository: string; readonly revision: string }): Promise<void> {
    await this.#cache?.keep(this.addressOf(model, COMPLETE), new Response(), 0);
  }

  /** Bytes of a file of the model. @throws {NotFoundError} `asset_missing`. */
  async bytes(address: string): Promise<Uint8Array<ArrayBuffer>> {
    const response = await this.fetch(address);
    if (!response.ok) throw this.#failures.get(address) ?? refused(address, response.status);
    return new Uint8Array(await response.arrayBuffer());
  }

  /** Runs what the library does: an error of it that comes from a file is told as that file's. */
  async explaining<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#failures.clear();
    const signal = this.#use?.signal;
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      const text = error instanceof Error ? error.message : '';
      // A file that may be missing may be so: only the one that the library names is what went wrong.
      const cause = [...this.#failures].find(([address]) => text.includes(address))?.[1];
      throw cause ?? notRun(error);
    }
  }

  async #receive(address: string, first: Response): Promise<Response> {
    const { signal, tell } = this.#use ?? {};
    const total = Number(first.headers.get('content-length') ?? 0);
    const body = resumingBody(first, {
      address,
      signal,
      asset: nameOf(this.#settings.modelBase, address),
      total,
      tell,
    });
    try {
      const kept = total >= LEAST_WEIGHED || total === 0 ? await this.#keep(address, body, total) : undefined;
      const bytes = kept ?? (await collectBytes(body, total));
      if (!(await matchesLinkedHash(bytes, first))) throw damaged(address);
      if (!kept) await this.#cache?.keep(address, new Response(bytes), bytes.length);
      return new Response(bytes, { headers: { 'content-length': String(bytes.length) } });
    } catch (error) {
      signal?.throwIfAborted();
      await this.#cache?.forget(address);
      throw PotooError.isInstance(error) ? error : unreachable(address, error);
    }
  }

  /** Large files go to the browser's storage as they come, rather than through memory twice. */
  async #keep(address: string, body: ReadableStream<Uint8Array<ArrayBuffer>>, total: number) {
    if (!this.#cache || !(await this.#cache.isOpen())) return undefined;
    await checkRoom(total);
    await this.#cache.keep(address, new Response(body), total);
    return this.#cache.read(address);
  }

  /** An answer that has a body, or says that there is no such file. */
  async #ask(address: string, init: RequestInit): Promise<Response> {
    const signal = this.#use?.signal ?? null;
    let failure: PotooError;
    try {
      const response = await fetch(address, { ...init, signal });
      if (response.ok && response.body) return response;
      failure = refused(address, response.status);
    } catch (cause) {
      signal?.throwIfAborted();
      failure = unreachable(address, cause);
    }
    this.#failures.set(address, failure);
    if (failure.code === 'not_found' || (await this.#cache?.has(address.replace(FILE_OF_MODEL, `$1${COMPLETE}`)))) {
      return new Response(null, { status: 404 });
    }
    throw failure;
  }

  async #bytesOf(address: string): Promise<number> {
    const signal = this.#use?.signal ?? null;
    try {
      const response = await fetch(address, { method: 'HEAD', signal });
      return response.ok
        ? Number(response.headers.get('x-linked-size') ?? response.headers.get('content-length') ?? 0)
        : 0;
    } catch {
      // Whatever is wrong shows when the file itself is fetched.
      signal?.throwIfAborted();
      return 0;
    }
  }
}

function nameOf(base: string, address: string): string {
  return address.startsWith(base) ? address.slice(base.length).replace(/\/resolve\/[^/]+\//, '/') : address;
}

/** As a server answers who wants to know how long a file is. */
function firstByte(bytes: Uint8Array<ArrayBuffer>): Response {
  return new Response(bytes.slice(0, 1), {
    status: 206,
    headers: { 'content-range': `bytes 0-0/${bytes.length}`, 'content-length': '1' },
  });
}
