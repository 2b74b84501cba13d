import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { recording } from '../../packages/engine/src/dsp/enhance/__fixtures__/recordings.ts';
import { installCards } from '../../packages/engine/src/models/store/__fixtures__/install-cards.ts';
import { sharedData } from '../../packages/engine/src/testing/shared-data.ts';
import { ladenVoiceModel } from '../../packages/engine/src/testing/tiny-models/tiny-models.ts';
import type { Bench, Figure } from '../bench.ts';
import { paired } from '../clock.ts';

const SPEECH = 'conversation/three-speakers.wav';
const ROUNDS = 7;

const sherpa = createRequire(new URL('../../packages/engine/package.json', import.meta.url))('sherpa-onnx-node');

/** Makes work that runs a model on so many threads. */
type Kind = (threads: number) => () => unknown;

/** What a second thread gains each kind of model: why voices get the cores that no other host uses, and others one. */
export const bench: Bench = {
  id: 'sherpa-threads',
  title: 'One thread against two, by kind of model',
  async skip() {
    return sharedData(SPEECH) === undefined ? 'there is no shared data' : undefined;
  },
  async run() {
    const { samples, sampleRate } = await recording(SPEECH);
    await using installed = await installCards([ladenVoiceModel()]);
    const [variant = ''] = await readdir(path.join(installed.folder, 'models'));
    const kinds = {
      'a voice (VITS, made up)': voice(path.join(installed.folder, 'models', variant)),
      ...listeners({ samples, sampleRate }),
    };
    const figures: Figure[] = [];
    for (const [kind, make] of Object.entries(kinds)) {
      const { first, ratio } = await paired(make(1), make(2), ROUNDS);
      figures.push({
        what: `two threads against one: ${kind}`,
        value: ratio,
        unit: 'x',
        note: `${Math.round(first)} ms on one`,
      });
    }
    return figures;
  },
};

function common(numThreads: number) {
  return { numThreads, provider: 'cpu', debug: 0 };
}

function voice(folder: string): Kind {
  const [model, lexicon, tokens] = ['model.onnx', 'lexicon.txt', 'tokens.txt'].map((name) => path.join(folder, name));
  const text = 'Hello world tiny voices speak hello world tiny voices speak.';
  return (threads) => {
    const config = { model: { vits: { model, lexicon, tokens }, ...common(threads) }, maxNumSentences: 1 };
    const tts = new sherpa.OfflineTts(config);
    return () => tts.generate({ text, sid: 0, speed: 1, enableExternalBuffer: false });
  };
}

function listeners(audio: { readonly samples: Float32Array; readonly sampleRate: number }): Record<string, Kind> {
  const file = (name: string) => sharedData(`models/${name}`) ?? name;
  const featConfig = { sampleRate: 16_000, featureDim: 80 };
  const recogniser = { model: file('letters-digits.zipformer-ctc.onnx') };
  const tokens = file('letters-digits.tokens.txt');
  const embedding = file('speaker-embedding-nnid.onnx');
  return {
    'a recogniser (Zipformer)': (threads) => {
      const modelConfig = { zipformerCtc: recogniser, tokens, ...common(threads) };
      const recognizer = new sherpa.OfflineRecognizer({ featConfig, modelConfig });
      return () => {
        const stream = recognizer.createStream();
        stream.acceptWaveform(audio);
        recognizer.decode(stream);
      };
    },
    'speakers (embedding)': (threads) => {
      const extractor = new sherpa.SpeakerEmbeddingExtractor({ model: embedding, ...common(threads) });
      return () => {
        const stream = extractor.createStream();
        stream.acceptWaveform(audio);
        stream.inputFinished();
        extractor.compute(stream, false);
      };
    },
    'who speaks when (pyannote)': (threads) => {
      const pyannote = { model: file('pyannote-segmentation-3.0.int8.onnx') };
      const diarization = new sherpa.OfflineSpeakerDiarization({
        segmentation: { pyannote, ...common(threads) },
        embedding: { model: embedding, ...common(threads) },
        clustering: { numClusters: -1, threshold: 0.3 },
      });
      return () => diarization.process(audio.samples);
    },
    'denoising (GTCRN)': (threads) => {
      const denoiser = new sherpa.OfflineSpeechDenoiser({
        model: { gtcrn: { model: file('gtcrn.onnx') }, ...common(threads) },
      });
      return () => denoiser.run({ ...audio, enableExternalBuffer: false });
    },
  };
}
