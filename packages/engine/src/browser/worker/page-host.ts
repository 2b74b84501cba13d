import type { ModelFilter, VoiceFilter } from '@potoo/core';
import type { HostContext, HostModule } from '../../hosts/contract.ts';
import { keepAlive } from '../../hosts/keep-alive.ts';
import { takeInventory } from '../../models/inventory.ts';
import { listModels, listVoices } from '../../models/listings.ts';
import type { DetectParams, ListenParams, SpeakParams, WarmParams, WorkerOptions } from '../messages.ts';
import { AssetShelf } from './asset-shelf.ts';
import { convertAudio } from './convert-audio.ts';
import { describePage } from './describe-page.ts';
import { listenInPage } from './listen-in-page.ts';
import { neuralBackends } from './neural/neural-backends.ts';
import { localBackends } from './page-backends.ts';
import { createPageMedia } from './page-media.ts';
import type { PageParts } from './page-parts.ts';
import { PagePools } from './page-pools.ts';
import { speakInPage } from './speak-in-page.ts';

/** The engine in a page, behind the channel of its Worker. */
const host: HostModule<WorkerOptions> = {
  async create(options) {
    const assets = new AssetShelf(options.addresses);
    const local = localBackends(options.extra);
    const neural = neuralBackends(options);
    const parts: PageParts = {
      options,
      assets,
      neural,
      // What is here at once serves where nothing is named: a neural model is a large download.
      inventory: await takeInventory([...local, ...neural], { catalog: [], installations: [] }),
      pools: new PagePools({ local, neural, assets }),
      media: createPageMedia(),
    };
    return {
      methods: {
        capabilities: () => describePage(parts),
        listModels: async ({ filter }: { filter: ModelFilter }) => listModels(parts.inventory, filter),
        listVoices: async ({ filter }: { filter: VoiceFilter }) => listVoices(parts.inventory, filter),
        warm: watched(parts, (params: WarmParams, { signal }) => warm(parts, params, signal)),
        speak: watched(parts, (params: SpeakParams, context) => speakInPage(params, context, parts)),
        listen: watched(parts, (params: ListenParams, context) => listenInPage(params, context, parts)),
        detect: watched(parts, (params: DetectParams, context) => detect(parts, params, context)),
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
    // A model computes for long in a Worker of its own; this one hears all the while.
    return await keepAlive(context, method(params, context));
  };
}

/** Tells of each moment that comes as input whether someone speaks in it. */
async function detect({ neural, pools }: PageParts, { model }: DetectParams, context: HostContext): Promise<void> {
  const backend = neural.find(({ id }) => id === model);
  if (!backend) throw new TypeError(`"${model}" is no model of this page.`);
  await pools.detect(backend, context, (evidence) => context.emit({ type: 'evidence', ...evidence }));
}

async function warm(
  { inventory, neural, pools }: PageParts,
  { voice, model }: WarmParams,
  signal: AbortSignal,
): Promise<void> {
  const recognizer = inventory.recognizers.find(({ names }) => model !== undefined && names.includes(model));
  const speaker = inventory.voices.find(
    (entry) =>
      (voice === undefined || entry.voice.id === voice) && (model === undefined || entry.voice.model === model),
  );
  const backend = neural.find(({ id }) => id === model) ?? (recognizer ?? speaker)?.backend;
  if (backend) await pools.open(backend, signal);
}

export default host;
