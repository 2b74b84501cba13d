import type { HostContext, HostModule } from '../../hosts/contract.ts';
import { CATALOG } from '../catalog/catalog.ts';
import type { PullHostOptions } from '../model-puller.ts';
import { ModelStore } from './model-store.ts';
import { useProxy } from './proxy.ts';

/** Steps of progress that are worth a message. */
const STEP = 0.005;

/** Pulls models: a host, because unpacking keeps its process busy. */
const host: HostModule<PullHostOptions> = {
  async create({ folder, access, proxy }) {
    useProxy(proxy);
    const store = new ModelStore({ folder, cards: CATALOG, access });
    return {
      methods: {
        async pull({ variant }: { readonly variant: string }, { signal, emit, alive }: HostContext): Promise<void> {
          let told = 0;
          await store.pull(variant, {
            signal,
            onProgress({ fraction }) {
              alive();
              if (fraction < told + STEP) return;
              told = fraction;
              // Nobody waits for it; what stops it also stops the pull.
              emit({ fraction }).catch(() => {});
            },
          });
        },
      },
    };
  },
};

export default host;
