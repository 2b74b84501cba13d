import { type AudioBytes, AudioOutput } from '@potoo/core/audio';
import { expect, it } from 'vitest';
import { stemsForm } from './stems-form.ts';

const bytesOf = (length: number) => Uint8Array.from({ length }, (_, index) => index % 251);

/** Audio on a disk, which is never read as a whole. */
function onDisk(length: number): AudioBytes {
  return {
    byteLength: length,
    bytes: () => {
      throw new Error('A stem was read into memory.');
    },
    stream: () => new Blob([bytesOf(length)]).stream(),
  };
}

it('gives each stem and what it is, and holds none in memory', async () => {
  const facts = { format: 'wav', duration: 1.5, sampleRate: 44_100, channels: 2 } as const;
  const stems = [
    { name: 'vocals', audio: new AudioOutput(onDisk(1000), facts) },
    { name: 'the "rest"', audio: new AudioOutput(bytesOf(300), facts) },
  ];
  const { contentType, parts } = stemsForm(stems);
  const body = Buffer.concat(await Array.fromAsync(parts));
  const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
  expect([...form.keys()]).toEqual(['stem', 'vocals', 'stem', 'the "rest"']);
  expect(form.getAll('stem').map((text) => JSON.parse(String(text)))).toEqual(
    stems.map(({ name }) => ({ name, format: 'wav', duration: 1.5, sample_rate: 44_100, channels: 2 })),
  );
  for (const [name, length] of [
    ['vocals', 1000],
    ['the "rest"', 300],
  ] as const) {
    const file = form.get(name);
    if (!(file instanceof File)) throw new TypeError(`${name} is no file.`);
    expect(file.type).toBe('audio/wav');
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytesOf(length));
  }
  expect((form.get('vocals') as File).name).toBe('vocals.wav');
});
