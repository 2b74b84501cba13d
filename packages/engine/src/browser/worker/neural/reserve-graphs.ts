import type { NeuralDtype, NeuralModelSettings } from '../../neural/neural-options.ts';
import { suffixOf } from './dtypes.ts';
import type { ModelFiles } from './model-files.ts';

/** Sees to it that there is room for the graphs of a model. @throws {DeviceError} `storage_full`. */
export async function reserveGraphs(
  files: ModelFiles,
  model: NeuralModelSettings,
  dtypes: Readonly<Record<string, NeuralDtype>>,
): Promise<void> {
  await files.reserve(
    Object.entries(dtypes).map(([graph, dtype]) => files.addressOf(model, `onnx/${graph}${suffixOf(dtype)}.onnx`)),
  );
}
