import { siblingModule } from '../../hosts/module-url.ts';
import type { Backend } from '../contract.ts';
import { checkOptionalPackage } from '../optional-package.ts';
import type { OnnxHostOptions } from './open-graphs.ts';

const PACKAGE = 'onnxruntime-node';

/** Networks that separate, translate and convert, by ONNX Runtime, for models that were pulled; it brings none itself. */
export const onnx: Backend = {
  id: 'onnx',
  summary:
    'Networks that clone and convert voices, separate music and translate, by ONNX Runtime, for models that are pulled.',
  licence: 'MIT',
  dependencies: [PACKAGE, '@huggingface/tokenizers', 'zod'],
  check: () => checkOptionalPackage({ name: PACKAGE, beside: ['@huggingface/tokenizers'] }),
  host: siblingModule(import.meta.url, './onnx-host'),
  hostOptions(installation): OnnxHostOptions | undefined {
    if (!installation) return undefined;
    const { variant, folder, files } = installation;
    return { variant: variant.id, settings: variant.settings, folder, files };
  },
  // A run cannot be stopped from outside, and some take half a minute on a small machine.
  limits: { startMs: 180_000, stallMs: 300_000 },
  speech: { models: [], voices: [], range: { rate: [1, 1], pitch: [1, 1] }, guessesWords: true },
  tools: { models: [] },
};
