import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ModelCard } from '../../catalog/card.ts';
import { ModelStore } from '../model-store.ts';
import { HubServer } from './hub-server.ts';

/** A card of a test, with the bytes of the files that it names. */
export interface CardWithFiles {
  readonly card: ModelCard;
  /** By their paths in the repository `test/<id of the card>`; a string is the path of a file on this machine. */
  readonly files: Readonly<Record<string, Uint8Array | string>>;
}

/** A folder of models that is removed when it is disposed of. */
export interface InstalledCards extends AsyncDisposable {
  readonly folder: string;
}

/** Installs models as a user would: cards in the folder, pulled from a hub. */
export async function installCards(cards: readonly CardWithFiles[]): Promise<InstalledCards> {
  const folder = await mkdtemp(path.join(tmpdir(), 'potoo-models-'));
  await mkdir(path.join(folder, 'cards'));
  await using server = await HubServer.start();
  for (const { card, files } of cards) {
    await writeFile(path.join(folder, 'cards', `${card.id}.json`), JSON.stringify(card));
    const contents = Object.entries(files).map(async ([name, file]) => {
      return [name, typeof file === 'string' ? await readFile(file) : file] as const;
    });
    server.repositories.set(`test/${card.id}`, Object.fromEntries(await Promise.all(contents)));
  }
  const store = new ModelStore({ folder, cards: [], access: { endpoint: server.endpoint } });
  for (const { card } of cards) await store.pull(card.id);
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
