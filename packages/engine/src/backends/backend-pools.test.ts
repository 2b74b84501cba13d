import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createEngine } from '../engine.ts';
import { HubServer } from '../models/store/__fixtures__/hub-server.ts';
import { installCards } from '../models/store/__fixtures__/install-cards.ts';
import { ModelStore } from '../models/store/model-store.ts';
import { tinyVoiceModels } from '../testing/tiny-models/tiny-models.ts';
import { sherpa } from './sherpa/sherpa.ts';

const available = (await sherpa.check()).available;
const [model] = await tinyVoiceModels();

test.skipIf(!available || !model)('a model that is pulled anew is served anew, without a restart', async () => {
  if (!model) return;
  await using installed = await installCards([model]);
  await using hub = await HubServer.start();
  const { id } = model.card;
  const engine = createEngine({ modelsFolder: installed.folder, hosts: 1 });
  const store = new ModelStore({ folder: installed.folder, cards: [], access: { endpoint: hub.endpoint } });
  const speak = () => engine.synthesize({ text: 'Hello world.', model: id, format: 'wav' });
  const processes = () => engine.stats().flatMap((pool) => (pool.name.includes(id) ? pool.processes : []));
  try {
    await speak();
    const [before] = processes();
    await speak();
    expect(processes().map(({ pid }) => pid)).toEqual([before?.pid]);

    const lexicon = await readFile(path.join(installed.folder, `models/${id}-1/lexicon.txt`), 'utf8');
    const changed = { ...model.files, 'lexicon.txt': Buffer.from(`${lexicon}more m o r e\n`) };
    const bytes = Object.entries(changed).map(([name, file]) => [name, Buffer.from(file)] as const);
    hub.repositories.set(`test/${id}`, Object.fromEntries(bytes));
    expect((await store.pull(id, { update: true })).fetched).toBe(true);
    expect((await speak()).model).toBe(id);
    const after = processes();
    expect(after).toHaveLength(1);
    expect(after[0]?.pid).not.toBe(before?.pid);
  } finally {
    await engine.close();
  }
});
