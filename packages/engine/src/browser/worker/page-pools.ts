import type { VoiceEvidence } from '@potoo/core/voice-activity';
import type { Backend } from '../../backends/contract.ts';
import type { HostCallOptions, HostContext, HostPool } from '../../hosts/contract.ts';
import type { SpeakingPools } from '../../pipeline/hosted-speaker.ts';
import type { AssetProgress } from '../messages.ts';
import type { AssetShelf } from './asset-shelf.ts';
import { LocalPools } from './local-pools.ts';
import type { NeuralBackend } from './neural/neural-backends.ts';
import type { LocalBackend } from './page-backends.ts';

/** What a method may tell besides its own events. */
type TellingEvent = { readonly type: 'asset'; readonly progress: AssetProgress };

/** Where the backends of a page run: in this Worker, or each in one of its own. */
export class PagePools implements SpeakingPools {
  readonly size = 1;
  readonly #local: LocalPools;
  readonly #neural: readonly NeuralBackend[];
  readonly #assets: AssetShelf;

  constructor(parts: {
    readonly local: readonly LocalBackend[];
    readonly neural: readonly NeuralBackend[];
    readonly assets: AssetShelf;
  }) {
    this.#local = new LocalPools(parts.local, parts.assets);
    this.#neural = parts.neural;
    this.#assets = parts.assets;
  }

  for(backend: Backend): Pick<HostPool, 'run'> {
    const neural = this.#find(backend);
    if (!neural) return this.#local.for(backend);
    return { run: (method, params, options) => this.#run(neural, method, params, options) };
  }

  /** Loads a backend, so that its first request need not wait for it. */
  async open(backend: Backend, signal: AbortSignal): Promise<void> {
    const neural = this.#find(backend);
    if (neural) await this.#run(neural, 'open', undefined, { signal });
    else await this.#local.open(backend, signal);
  }

  /** Runs a method of a backend whose events matter. @param onEvent - Told its own events. */
  async listen<Result>(
    backend: Backend,
    params: unknown,
    options: HostCallOptions,
    onEvent: (event: unknown) => void,
  ): Promise<Result> {
    const neural = this.#find(backend);
    if (!neural) throw new TypeError(`"${backend.id}" does not listen in this page.`);
    return this.#run(neural, 'recognize', params, options, onEvent);
  }

  /** Hears frames for as long as they come. @param onEvidence - Told of each moment. */
  async detect(
    backend: Backend,
    { input, signal }: HostContext,
    onEvidence: (evidence: VoiceEvidence) => Promise<void>,
  ): Promise<void> {
    const neural = this.#find(backend);
    if (!neural) throw new TypeError(`"${backend.id}" does not listen in this page.`);
    await this.#run(neural, 'detect', undefined, { input, signal }, (event) => onEvidence(event as VoiceEvidence));
  }

  async #run<Result>(
    { pool }: NeuralBackend,
    method: string,
    params: unknown,
    options?: HostCallOptions,
    onEvent?: (event: unknown) => void | Promise<void>,
  ): Promise<Result> {
    const call = pool.open<unknown, Result>(method, params, options);
    for await (const event of call) {
      if (isTelling(event)) this.#assets.tell(event.progress);
      else await onEvent?.(event);
    }
    return call.result;
  }

  #find({ id }: Backend): NeuralBackend | undefined {
    return this.#neural.find((backend) => backend.id === id);
  }
}

function isTelling(event: unknown): event is TellingEvent {
  return typeof event === 'object' && event !== null && 'type' in event && event.type === 'asset';
}
