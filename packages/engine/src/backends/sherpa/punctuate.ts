import type { HostMethods } from '../../hosts/contract.ts';
import { OfflinePunctuation, OnlinePunctuation } from './addon.ts';
import type { OpenedModel } from './open-model.ts';

/** Loads a model that knows where punctuation belongs. It answers `punctuate`. */
export async function loadPunctuation(model: OpenedModel): Promise<HostMethods> {
  const config = { model: { ...model.part(['tokens']), numThreads: 1, provider: 'cpu', debug: 0 } };
  const Punctuation = model.settings.family === 'ctTransformer' ? OfflinePunctuation : OnlinePunctuation;
  const punctuation = new Punctuation(config);
  return {
    async punctuate({ text }: { readonly text: string }): Promise<string> {
      return punctuation.addPunct(text);
    },
  };
}
