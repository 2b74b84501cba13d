import { createRequire } from 'node:module';
import { createEngine } from '@potoo/engine';
import { recording } from '../../packages/engine/src/dsp/enhance/__fixtures__/recordings.ts';
import { installCards } from '../../packages/engine/src/models/store/__fixtures__/install-cards.ts';
import { realModels } from '../../packages/engine/src/testing/real-models.ts';
import { sharedData } from '../../packages/engine/src/testing/shared-data.ts';
import type { Bench } from '../bench.ts';
import { paired } from '../clock.ts';

/** 18 seconds at 16 kHz, as the model takes it: neither side resamples. */
const SPEECH = 'conversation/three-speakers.wav';
const ROUNDS = 5;

/** What the engine adds to a call of sherpa-onnx: decoding, the way to a host and back, encoding. */
export const bench: Bench = {
  id: 'sherpa-overhead',
  title: 'Engine over sherpa-onnx',
  async skip() {
    return realModels().length === 0 ? 'there is no shared data' : undefined;
  },
  async run() {
    const models = realModels().filter(({ card }) => card.id === 'gtcrn');
    await using installed = await installCards(models);
    await using engine = createEngine({ modelsFolder: installed.folder, hosts: 1 });
    const file = sharedData(SPEECH) ?? SPEECH;
    const { samples, sampleRate } = await recording(SPEECH);
    const denoiser = new sherpa.OfflineSpeechDenoiser({
      model: { gtcrn: { model: sharedData('models/gtcrn.onnx') }, numThreads: 1, provider: 'cpu' },
    });
    const { ratio, first, second } = await paired(
      () => engine.enhance({ audio: { path: file }, model: 'gtcrn', format: 'wav' }),
      () => denoiser.run({ samples, sampleRate, enableExternalBuffer: false }),
      ROUNDS,
    );
    const seconds = Math.round(samples.length / sampleRate);
    return [
      {
        what: 'engine over a direct call of sherpa-onnx, GTCRN, one host',
        value: ratio,
        unit: 'x',
        limit: { kind: 'at most', value: 1.05 },
        note: `file to WAV file of ${seconds} s of speech in ${Math.round(first)} ms; samples to samples in this process in ${Math.round(second)} ms`,
      },
    ];
  },
};

const sherpa = createRequire(new URL('../../packages/engine/package.json', import.meta.url))('sherpa-onnx-node');
