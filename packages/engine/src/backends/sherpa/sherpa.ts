import { siblingModule } from '../../hosts/module-url.ts';
import type { Backend } from '../contract.ts';
import { checkOptionalPackage } from '../optional-package.ts';
import type { SherpaHostOptions } from './open-model.ts';

const PACKAGE = 'sherpa-onnx-node';

/** More threads than this make no voice faster that runs on a desk. */
const MOST_THREADS = 4;

/** Rate of the speech that its recognisers, detectors and speaker models take, hertz. */
export const SHERPA_LISTENING_RATE = 16_000;

/** Neural voices, recognisers and speech tools by sherpa-onnx, for models that were pulled; it brings none itself. */
export const sherpa: Backend = {
  id: 'sherpa',
  summary: 'Neural voices, recognisers, speakers and denoising by sherpa-onnx, for models that are pulled.',
  licence: 'Apache-2.0',
  dependencies: [PACKAGE, 'zod'],
  check: () => checkOptionalPackage({ name: PACKAGE }),
  host: siblingModule(import.meta.url, './sherpa-host'),
  hostOptions(installation, cores = 1): SherpaHostOptions | undefined {
    if (!installation) return undefined;
    const { card, variant, folder, files } = installation;
    const threads = Math.min(cores, MOST_THREADS);
    return { model: card.id, variant: variant.id, settings: variant.settings, folder, files, threads };
  },
  // A large recogniser takes minutes for half a minute of speech on a small machine, and says nothing meanwhile.
  limits: { startMs: 120_000, stallMs: 300_000 },
  speech: { models: [], voices: [], range: { rate: [0.5, 2], pitch: [1, 1] }, guessesWords: true },
  recognition: { models: [], sampleRate: SHERPA_LISTENING_RATE },
  tools: { models: [] },
};
