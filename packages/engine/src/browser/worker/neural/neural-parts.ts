import type { EspeakProgram } from '../../../backends/espeak/espeak-program.ts';
import type { NeuralModelSettings } from '../../neural/neural-options.ts';
import type { NeuralDevice } from './choose-device.ts';
import type { Transformers } from './load-transformers.ts';
import type { ModelFiles } from './model-files.ts';

/** What a model is opened with. */
export interface NeuralParts {
  readonly transformers: Transformers;
  readonly model: NeuralModelSettings;
  readonly device: NeuralDevice;
  readonly files: ModelFiles;
  /** Fetches and starts what finds the sounds of words. */
  readonly espeak: () => Promise<EspeakProgram>;
}
