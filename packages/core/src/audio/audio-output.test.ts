import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UnsupportedError } from '../errors/errors.ts';
import { AudioOutput } from './audio-output.ts';

const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);
const audio = new AudioOutput(bytes, { format: 'mp3', duration: 1, sampleRate: 22_050, channels: 1 });

async function makeDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'potoo-audio-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

describe('finished audio', () => {
  it('is the same bytes in every form', async () => {
    expect(audio.bytes()).toBe(bytes);
    expect(audio.blob().type).toBe('audio/mpeg');
    expect(new Uint8Array(await audio.blob().arrayBuffer())).toEqual(bytes);
    expect(new Uint8Array(await new Response(audio.stream()).arrayBuffer())).toEqual(bytes);
  });

  it('is saved whole, replaces what was there, and leaves nothing else', async () => {
    const directory = await makeDirectory();
    const path = join(directory, 'a.mp3');
    await audio.save(path);
    await audio.save(path);
    expect(new Uint8Array(await readFile(path))).toEqual(bytes);
    expect(await readdir(directory)).toEqual(['a.mp3']);
  });

  it('leaves nothing behind when it cannot be saved', async () => {
    const directory = await makeDirectory();
    const refusal = { code: 'bad_request', reason: 'file_not_usable', hint: expect.any(String) };
    await expect(audio.save(directory)).rejects.toMatchObject(refusal);
    await expect(audio.save(join(directory, 'no', 'folder.mp3'))).rejects.toMatchObject(refusal);
    expect(await readdir(directory)).toEqual([]);
  });

  it('says so where it cannot be played', async () => {
    await expect(audio.play()).rejects.toBeInstanceOf(UnsupportedError);
  });
});
