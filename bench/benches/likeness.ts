import { readFile } from 'node:fs/promises';
import { createEngine, type Engine } from '@potoo/engine';
import { wordErrorRate, wordErrors } from '@potoo/engine/testing';
import { SpeakerEmbeddingExtractor } from '../../packages/engine/src/backends/sherpa/addon.ts';
import { temporaryVoices } from '../../packages/engine/src/testing/__fixtures__/reference-speech.ts';
import { type Likeness, likenessOf, profileOfWav, wavSamples } from '../../packages/engine/src/testing/likeness.ts';
import { sharedData } from '../../packages/engine/src/testing/shared-data.ts';
import type { Bench, Figure } from '../bench.ts';
import { pocketsphinxMissing } from '../peers.ts';
import { SENTENCES } from '../sentences.ts';

/** Women and men, and the voice that speaks for each. */
const REFERENCES = [
  { file: 'speech/LJ001-0001.wav', base: 'slt' },
  { file: 'speech/19-198-0005.flac', base: 'slt' },
  { file: 'speakers/speaker_1_test_utt.wav', base: 'slt' },
  { file: 'speech/jfk.wav', base: 'awb' },
  { file: 'speech/leopard_en.wav', base: 'rms' },
] as const;
/** A hundred and sixty words: of fewer, one wrong more or less is much. */
const TEXT = SENTENCES.join(' ');
const MODEL = 'models/speaker-embedding-nnid.onnx';

interface Clone extends Likeness {
  /** Colour over the base voice's. */
  readonly nearer: number;
  /** Word error rate above the base voice's. */
  readonly words: number;
  /** Cosine of the speaker embedding to the reference, of the base voice and of the clone. */
  readonly before: number;
  readonly after: number;
}

/** How like the voices of real people clones come out. */
export const bench: Bench = {
  id: 'likeness',
  title: 'Likeness of cloned voices',
  async skip() {
    if (sharedData(MODEL) === undefined) return 'the recordings beside the repository are absent';
    return await pocketsphinxMissing();
  },
  async run() {
    await using engine = createEngine({ hosts: 1, voicesDirectory: temporaryVoices() });
    const embed = speakerEmbedding();
    const clones: Clone[] = [];
    for (const reference of REFERENCES) clones.push(await cloneOf(reference, engine, embed));
    const worst = (of: (clone: Clone) => number) => Math.max(...clones.map(of));
    const each = (of: (clone: Clone) => number) => clones.map((clone) => of(clone).toFixed(2)).join(', ');
    const figure = (what: string, of: (clone: Clone) => number, most: number): Figure => ({
      what: `cloned voices, worst of ${clones.length}: ${what}`,
      value: worst(of),
      unit: '',
      limit: { kind: 'at most', value: most },
      note: each(of),
    });
    const mean = (of: (clone: Clone) => number) => clones.reduce((sum, clone) => sum + of(clone), 0) / clones.length;
    return [
      figure('semitones between the median pitches', ({ semitones }) => Math.abs(semitones), 1),
      figure('share that the range is off', ({ range }) => Math.abs(range - 1), 0.2),
      figure("share that the tract's length is off", ({ tract }) => Math.abs(tract - 1), 0.05),
      figure("distance of the long-term spectrum, over the base voice's", ({ nearer }) => nearer, 0.7),
      figure("word error rate above the base voice's", ({ words }) => words, 0.15),
      {
        what: 'cosine of the speaker embedding to the reference, mean',
        value: mean(({ after }) => after),
        unit: '',
        note: `${each(({ after }) => after)}; base voices ${each(({ before }) => before)}`,
      },
    ];
  },
};

type Embed = (wav: Uint8Array) => Float32Array;

async function cloneOf({ file, base }: (typeof REFERENCES)[number], engine: Engine, embed: Embed): Promise<Clone> {
  const path = sharedData(file) ?? '';
  const output = { format: 'wav', sampleRate: 16_000, channels: 'mono' } as const;
  const reference = await engine.convertAudio({ ...output, audio: await readFile(path) });
  const before = await engine.synthesize({ ...output, text: TEXT, voice: base });
  const cloned = await engine.speakAs({ ...output, text: TEXT, reference: { path } });
  const [target, was, is] = [reference, before, cloned].map(({ audio }) => audio.bytes());
  if (!target || !was || !is) throw new Error('A recording is missing.');
  const [like, unlike] = [is, was].map((wav) => likenessOf(profileOfWav(wav), profileOfWav(target)));
  if (!like || !unlike) throw new Error('A recording was not measured.');
  const heard = async (audio: Uint8Array<ArrayBuffer>) =>
    wordErrorRate([wordErrors(TEXT, (await engine.transcribe({ audio })).text)]);
  return {
    ...like,
    nearer: like.colour / unlike.colour,
    words: (await heard(is)) - (await heard(was)),
    before: cosine(embed(was), embed(target)),
    after: cosine(embed(is), embed(target)),
  };
}

function speakerEmbedding(): Embed {
  const extractor = new SpeakerEmbeddingExtractor({ model: sharedData(MODEL) ?? '', numThreads: 1 });
  return (wav) => {
    const stream = extractor.createStream();
    stream.acceptWaveform(wavSamples(wav));
    stream.inputFinished();
    return extractor.compute(stream, false);
  };
}

function cosine(one: Float32Array, other: Float32Array): number {
  const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
  return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other));
}
