import { createRequire } from 'node:module';
import path from 'node:path';
import { createEngine, type Engine } from '@potoo/engine';
import { residentMemory } from '../../packages/engine/src/hosts/resident-memory.ts';
import { installCards } from '../../packages/engine/src/models/store/__fixtures__/install-cards.ts';
import { ladenVoiceModel, tinyVoiceModels } from '../../packages/engine/src/testing/tiny-models/tiny-models.ts';
import type { Bench, Figure } from '../bench.ts';
import { paired } from '../clock.ts';

const SENTENCE = 'Hello world tiny voices speak hello world tiny voices speak.';
const REQUEST = { text: SENTENCE, voice: 'laden_0', format: 'wav' } as const;
const REQUESTS = 12;
const ROUNDS = 5;
/** Short texts, after as many as it takes for a process to reach its size. */
const SETTLING = 500;
const SHORT_TEXTS = 2_000;
const AT_ONCE = 20;

const sherpa = createRequire(new URL('../../packages/engine/package.json', import.meta.url))('sherpa-onnx-node');

/** What hosts add to voices of sherpa-onnx, and what a second one gains: a made-up VITS with the work of a real one. */
export const bench: Bench = {
  id: 'sherpa-voices',
  title: 'Voices of sherpa-onnx in hosts',
  async run() {
    const light = (await tinyVoiceModels()).slice(0, 1);
    await using installed = await installCards([ladenVoiceModel(), ...light]);
    // One thread in each host: the cores are shared.
    await using engine = createEngine({ modelsFolder: installed.folder, hosts: 2 });
    const folder = path.join(installed.folder, 'models', 'tiny-laden-1');
    return [await scaling(engine), await overhead(engine, folder), await growth(installed.folder)];
  },
};

async function scaling(engine: Engine): Promise<Figure> {
  const requests = Array.from({ length: REQUESTS }, () => REQUEST);
  const { ratio, first, second } = await paired(
    async () => {
      for (const request of requests) await engine.synthesize(request);
    },
    () => Promise.all(requests.map((request) => engine.synthesize(request))),
    ROUNDS,
  );
  return {
    what: 'voices of sherpa-onnx: two hosts, times the speed of one',
    value: ratio,
    unit: 'x',
    limit: { kind: 'at least', value: 1.7 },
    note: `${REQUESTS} sentences, one after another in ${Math.round(first)} ms, at once in ${Math.round(second)} ms`,
  };
}

async function overhead(engine: Engine, folder: string): Promise<Figure> {
  const [model, lexicon, tokens] = ['model.onnx', 'lexicon.txt', 'tokens.txt'].map((name) => path.join(folder, name));
  const vits = { model, lexicon, tokens };
  const tts = new sherpa.OfflineTts({ model: { vits, numThreads: 1, provider: 'cpu', debug: 0 }, maxNumSentences: 1 });
  const { ratio, first, second } = await paired(
    () => engine.synthesize(REQUEST),
    () => tts.generate({ text: SENTENCE, sid: 0, speed: 1, enableExternalBuffer: false }),
    4 * ROUNDS,
  );
  return {
    what: 'engine over a direct call of sherpa-onnx, VITS, one host',
    value: ratio,
    unit: 'x',
    limit: { kind: 'at most', value: 1.05 },
    note: `three seconds of speech to WAV in ${Math.round(first)} ms, to samples in this process in ${Math.round(second)} ms`,
  };
}

async function growth(modelsFolder: string): Promise<Figure> {
  await using engine = createEngine({ modelsFolder, hosts: 1 });
  const speak = async (count: number) => {
    const short = { text: 'Hello.', voice: 'vits_0', format: 'pcm' } as const;
    for (let at = 0; at < count; at += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => engine.synthesize(short)));
    }
    const hosts = engine.stats().filter(({ name }) => name.startsWith('sherpa'));
    return hosts.flatMap(({ processes }) => processes).reduce((sum, { pid }) => sum + (residentMemory(pid) ?? 0), 0);
  };
  const settled = await speak(SETTLING);
  const grown = (await speak(SHORT_TEXTS)) - settled;
  return {
    what: 'voices of sherpa-onnx: memory that a short text leaves behind, kB',
    value: Math.max(0, grown) / SHORT_TEXTS / 1024,
    unit: '',
    limit: { kind: 'at most', value: 1 },
    note: `${SHORT_TEXTS} texts in one host of ${Math.round(settled / 2 ** 20)} MB`,
  };
}
