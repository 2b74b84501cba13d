import type { HostMethod, HostMethods, HostModule, HostWorker } from '../../../hosts/contract.ts';
import type { AssetAddresses } from '../../asset-addresses.ts';
import type { AssetProgress } from '../../messages.ts';
import type { NeuralModelSettings, NeuralSettings } from '../../neural/neural-options.ts';
import { AssetShelf } from '../asset-shelf.ts';
import { openEspeak } from '../open-espeak.ts';
import { chooseDevice } from './choose-device.ts';
import { openKokoro } from './kokoro.ts';
import { loadTransformers } from './load-transformers.ts';
import { ModelFiles } from './model-files.ts';
import { openMoonshine } from './moonshine.ts';
import { openSilero } from './silero.ts';
import { openWhisper } from './whisper.ts';

/** What the Worker of a neural model is started with. */
export interface NeuralHostOptions {
  readonly settings: NeuralSettings;
  readonly model: NeuralModelSettings;
  /** Of the assets of espeak. */
  readonly addresses: AssetAddresses;
}

const OPENERS = { kokoro: openKokoro, whisper: openWhisper, moonshine: openMoonshine, silero: openSilero };

/** One neural model in a Worker of its own. It is fetched by the first call, and stops being fetched when that is given up. */
const host: HostModule<NeuralHostOptions> = {
  async create({ settings, model, addresses }: NeuralHostOptions): Promise<HostWorker> {
    const files = new ModelFiles(settings);
    const assets = new AssetShelf(addresses);
    const espeak = () => openEspeak(assets);
    let opened: HostMethods | undefined;
    const open = async (): Promise<HostMethods> => {
      if (opened) return opened;
      const transformers = await loadTransformers(settings, files);
      const device = await chooseDevice(settings.device);
      opened = await OPENERS[model.family]({ transformers, model, device, files, espeak });
      await files.completed(model);
      return opened;
    };
    const calling =
      (name?: string): HostMethod =>
      async (params, context) => {
        const { signal } = context;
        const tell = (progress: AssetProgress) => void context.emit({ type: 'asset', progress }).catch(() => {});
        using _ = assets.watch(tell);
        using __ = files.use({ signal, tell });
        return await files.explaining(async () => {
          const methods = await open();
          signal.throwIfAborted();
          return name === undefined ? undefined : methods[name]?.(params, context);
        });
      };
    return {
      methods: {
        open: calling(),
        synthesize: calling('synthesize'),
        recognize: calling('recognize'),
        detect: calling('detect'),
      },
    };
  },
};

export default host;
