import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../engine.ts';
import { residentMemory } from '../../hosts/resident-memory.ts';
import {
  type CardWithFiles,
  type InstalledCards,
  installCards,
} from '../../models/store/__fixtures__/install-cards.ts';
import { tinyRecognizerModels, tinyVoiceModels } from '../../testing/tiny-models/tiny-models.ts';
import { sherpa } from './sherpa.ts';

const available = (await sherpa.check()).available;

/** Memory of the hosts that speak. */
function residentBytes(engine: Engine): number {
  const pools = engine.stats().filter(({ name }) => name.startsWith('sherpa'));
  return pools.flatMap(({ processes }) => processes).reduce((sum, { pid }) => sum + (residentMemory(pid) ?? 0), 0);
}

/** A card whose files are sound and of another kind than it says, of a family that nothing is known of here. */
function wrongKind([{ card, files } = missing()]: readonly CardWithFiles[]): CardWithFiles {
  const settings = { task: 'recognition', family: 'wenetCtc', files: { model: 'encoder.onnx', tokens: 'tokens.txt' } };
  const variants = card.variants.map((variant) => {
    const sources = [
      { kind: 'hub' as const, repository: 'test/wrong-kind', revision: null, files: Object.keys(files) },
    ];
    return { ...variant, id: 'wrong-kind-1', sources, settings };
  });
  return { card: { ...card, id: 'wrong-kind', variants }, files };
}

function missing(): never {
  throw new Error('There is no made-up model.');
}

describe.skipIf(!available)('a model that ends its process', () => {
  let installed: InstalledCards;
  let engine: Engine;

  beforeAll(async () => {
    const [voice = missing()] = await tinyVoiceModels();
    installed = await installCards([voice, wrongKind(tinyRecognizerModels())]);
    engine = createEngine({ modelsFolder: installed.folder, hosts: 2 });
  });

  afterAll(async () => {
    await engine?.close();
    await installed?.[Symbol.asyncDispose]();
  });

  test('costs its own host only, while another model serves', async () => {
    const { audio } = await engine.synthesize({ text: 'Nobody reads this.', voice: 'slt', format: 'wav' });
    const heard = engine.transcribe({ audio: audio.bytes(), model: 'wrong-kind' });
    const spoken = Array.from({ length: 20 }, () => engine.synthesize({ text: 'Hello world.', voice: 'vits_0' }));
    await expect(heard).rejects.toMatchObject({ reason: 'host_crashed' });
    for (const { duration } of await Promise.all(spoken)) expect(duration).toBeGreaterThan(0.3);
    const crashes = Object.fromEntries(engine.stats().map((pool) => [pool.name, pool.crashes]));
    expect(crashes['sherpa wrong-kind-1']).toBeGreaterThan(0);
    expect(crashes['sherpa tiny-vits-1']).toBe(0);
  }, 120_000);

  test('that is killed while it speaks is replaced, and the request is served', async () => {
    const text = 'Hello world. '.repeat(200);
    const whole = await engine.synthesize({ text, voice: 'vits_0', format: 'wav' });
    const speaking = engine.synthesize({ text, voice: 'vits_0', format: 'wav' });
    const [pool] = engine.stats().filter(({ name }) => name === 'sherpa tiny-vits-1');
    for (const { pid } of (pool?.processes ?? []).slice(0, 1)) process.kill(pid, 'SIGKILL');
    expect((await speaking).duration).toBeCloseTo(whole.duration, 3);
  }, 120_000);

  test('does not grow over two thousand short texts', async () => {
    const small = createEngine({ modelsFolder: installed.folder, hosts: 1 });
    try {
      const speak = async (count: number) => {
        for (let index = 0; index < count; index += 20) {
          await Promise.all(
            Array.from({ length: 20 }, () => small.synthesize({ text: 'Hello.', voice: 'vits_0', format: 'pcm' })),
          );
        }
        return residentBytes(small);
      };
      const settled = await speak(500);
      const end = await speak(1500);
      expect((end - settled) / 1500).toBeLessThan(1024);
    } finally {
      await small.close();
    }
  }, 240_000);
});
