import type { ModelFilter, VoiceFilter } from '@potoo/core';
import type { HostContext, HostModule } from '../../hosts/contract.ts';
import type { Inventory } from '../../models/inventory.ts';
import { takeInventory } from '../../models/inventory.ts';
import { listModels, listVoices } from '../../models/listings.ts';
import type { SpeakParams, WarmParams, WorkerOptions } from '../messages.ts';
import { AssetShelf } from './asset-shelf.ts';
import { convertAudio } from './convert-audio.ts';
import { describePage } from './describe-page.ts';
import { LocalPools } from './local-pools.ts';
import { backendsOf } from './page-backends.ts';
import { createPageMedia, type PageMedia } from './page-media.ts';
import { speakInPage } from './speak-in-page.ts';

/** What the methods of the Worker work with. */
export interface PageParts {
  readonly options: WorkerOptions;
  readonly inventory: Inventory;
  readonly assets: AssetShelf;
  readonly pools: LocalPools;
  readonly media: PageMedia;
}

/** The engine in a page, behind the channel of its Worker. */
const host: HostModule<WorkerOptions> = {
  async create(options) {
    const assets = new AssetShelf(options.addresses);
    const backends = backendsOf(options.extra);
    const parts: PageParts = {
      options,
      assets,
      inventory: await takeInventory(backends, { catalog: [], installations: [] }),
      pools: new LocalPools(backends, assets),
      media: createPageMedia(),
    };
    return {
      methods: {
        capabilities: () => describePage(parts),
        listModels: async ({ filter }: { filter: ModelFilter }) => listModels(parts.inventory, filter),
        listVoices: async ({ filter }: { filter: VoiceFilter }) => listVoices(parts.inventory, filter),
        warm: watched(parts, ({ voice }: WarmParams, { signal }) => warm(parts, voice, signal)),
        speak: watched(parts, (params: SpeakParams, context) => speakInPage(params, context, parts)),
        convertAudio: watched(parts, ({ request }: { request: unknown }, context) =>
          convertAudio(request, context, parts),
        ),
      },
    };
  },
};

/** A method during which the caller is told of the assets that arrive, whoever asked for them first. */
function watched<Params, Result>(
  { assets }: PageParts,
  method: (params: Params, context: HostContext) => Promise<Result>,
): (params: Params, context: HostContext) => Promise<Result> {
  return async (params, context) => {
    using _ = assets.watch((progress) => {
      context.alive();
      // Nobody waits for it; what stops it also stops the method.
      context.emit({ type: 'asset', progress }).catch(() => {});
    });
    return await method(params, context);
  };
}

async function warm({ inventory, pools }: PageParts, id: string | undefined, signal: AbortSignal): Promise<void> {
  const entry = inventory.voices.find(({ voice }) => id === undefined || voice.id === id);
  if (entry) await pools.open(entry.backend, signal);
}

export default host;
