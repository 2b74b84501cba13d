import { UnsupportedError } from '@potoo/core/errors';
import type { HostMethods, HostModule } from '../../hosts/contract.ts';
import { type OnnxHostOptions, type OpenedGraphs, openGraphs } from './open-graphs.ts';

type Family = OpenedGraphs['settings']['family'];

/** What each family loads. A host is for one model, so that nothing else is loaded. */
const LOADERS: Readonly<Record<Family, (graphs: OpenedGraphs) => Promise<HostMethods>>> = {
  spleeter: async (graphs) => (await import('./separate.ts')).loadSpleeter(graphs),
  htdemucs: async (graphs) => (await import('./separate.ts')).loadDemucs(graphs),
  translation: async (graphs) => (await import('./translate.ts')).loadTranslation(graphs),
  openvoice: async (graphs) => (await import('./openvoice.ts')).loadOpenVoice(graphs),
  chatterbox: async (graphs) => (await import('./chatterbox.ts')).loadChatterbox(graphs),
  outetts: async (graphs) => (await import('./outetts.ts')).loadOuteTts(graphs),
  'knn-vc': async (graphs) => (await import('./knn-vc.ts')).loadKnnVc(graphs),
};

const host: HostModule<OnnxHostOptions | undefined> = {
  async create(options) {
    if (!options) throw noModel();
    const graphs = await openGraphs(options);
    return { methods: await LOADERS[graphs.settings.family](graphs) };
  },
};

function noModel(): UnsupportedError {
  return new UnsupportedError('ONNX Runtime brings no model of its own.', {
    reason: 'model_not_installed',
    hint: 'Pull one: see "potoo models".',
  });
}

export default host;
