import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'vitest';
import { storedVoice } from './__fixtures__/stored-voice.ts';
import { createFolderVoiceStore } from './folder-voice-store.ts';
import { readVoiceFile, writeVoiceFile } from './voice-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'potoo-voices-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const recording = Uint8Array.from({ length: 5000 }, (_, index) => index % 251);

describe('voices in a folder', () => {
  test('are kept whole, found by other processes, and removed', async () => {
    const [here, there] = [createFolderVoiceStore(folder), createFolderVoiceStore(folder)];
    const voice = storedVoice();
    await here.put(voice, recording);
    assert.deepEqual(await there.find(voice.id), voice);
    assert.deepEqual(await there.recording(voice.id), recording);
    assert.equal(await there.remove(voice.id), true);
    assert.equal(await here.find(voice.id), undefined);
    assert.equal(await here.remove(voice.id), false);
    assert.deepEqual(await readdir(folder), []);
  });

  test('are listed by age, without what cannot be read', async () => {
    const store = createFolderVoiceStore(folder);
    assert.deepEqual(await store.list(), []);
    const [young, old] = [storedVoice({ createdAt: '2026-02-02T00:00:00.000Z' }), storedVoice()];
    await Promise.all([store.put(young, recording), store.put(old, recording)]);
    await writeFile(join(folder, `${randomUUID()}.json`), '{"id": 3');
    await writeFile(join(folder, 'notes.json'), '{}');
    assert.deepEqual(
      (await store.list()).map(({ id }) => id),
      [old.id, young.id],
    );
  });

  test('are kept side by side by many at once', async () => {
    const stores = Array.from({ length: 4 }, () => createFolderVoiceStore(folder));
    await Promise.all(
      stores.flatMap((store) => [storedVoice(), storedVoice()].map((voice) => store.put(voice, recording))),
    );
    assert.equal((await createFolderVoiceStore(folder).list()).length, 8);
    assert.ok((await readdir(folder)).every((name) => !name.endsWith('.part')));
  });

  test('are not reached through ids that are paths', async () => {
    const store = createFolderVoiceStore(folder);
    await writeFile(join(folder, 'x.json'), JSON.stringify(storedVoice()));
    for (const id of ['x', '../x', '', '.']) {
      assert.equal(await store.find(id), undefined);
      assert.equal(await store.recording(id), undefined);
      assert.equal(await store.remove(id), false);
    }
  });

  test('tell who asks that the folder cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    const store = createFolderVoiceStore(join(folder, 'file', 'voices'));
    await assert.rejects(store.put(storedVoice(), recording));
  });
});

describe('a voice file', () => {
  test('gives back what was put in', () => {
    const voice = storedVoice();
    assert.deepEqual(readVoiceFile(writeVoiceFile(voice, recording)), { voice, recording });
  });

  test('is refused when it is none, is damaged, or says what cannot be', () => {
    const text = new TextDecoder().decode(writeVoiceFile(storedVoice(), recording));
    const damaged = [
      '',
      '[]',
      '{"format":"potoo-voice","version":9}',
      text.slice(0, -20),
      text.replace('AAECAwQF', 'AAECAwQG'),
      text.replace('"gender": "female"', '"gender": "loud"'),
      text.replace('"bandwidth": 8000', '"bandwidth": 1e9'),
    ];
    for (const [index, file] of damaged.entries()) {
      assert.throws(
        () => readVoiceFile(new TextEncoder().encode(file)),
        { reason: 'invalid_voice_file' },
        `damage ${index}`,
      );
    }
    assert.throws(() => readVoiceFile(Uint8Array.from([0xff, 0xfe, 0x00])), { reason: 'invalid_voice_file' });
  });
});
