import { aligner } from './aligner/aligner.ts';
import type { Backend } from './contract.ts';
import { espeak } from './espeak/espeak.ts';
import { flite } from './flite/flite.ts';
import { mimic } from './mimic/mimic.ts';
import { onnx } from './onnx/onnx.ts';
import { pocketsphinx } from './pocketsphinx/pocketsphinx.ts';
import { sherpa } from './sherpa/sherpa.ts';
import { studio } from './studio/studio.ts';

/** The backends of the engine, in order of preference: an earlier one wins where several could serve. */
export const BACKENDS: readonly Backend[] = [flite, espeak, pocketsphinx, studio, mimic, aligner, sherpa, onnx];
