/**
 * Makes what the stories play, with the engine: speech with word times, a two-part mix, peaks. Writes to `.fixtures/`,
 * and does nothing when that is up to date.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { computePeaks, type Pcm } from '@potoo/core';
import { createEngine } from '@potoo/engine';

const OUTPUT = path.join(import.meta.dirname, '..', '.fixtures');
const STAMP = path.join(OUTPUT, 'stamp.txt');
const PEAKS_PER_SECOND = 50;

const SPEECH = {
  potoo: {
    voice: 'slt',
    text: 'The potoo sits still all day and looks like a broken branch. At night it opens its mouth, and the whole forest listens.',
  },
  reply: { voice: 'rms', text: 'It is almost all mouth. That is why we named a voice library after it.' },
  short: { voice: 'awb', text: 'Hello there.' },
} as const;

await main();

async function main(): Promise<void> {
  const stamp = createHash('sha256')
    .update(readFileSync(import.meta.filename))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return;
  rmSync(OUTPUT, { recursive: true, force: true });
  mkdirSync(OUTPUT, { recursive: true });
  const engine = createEngine();
  try {
    for (const [name, { voice, text }] of Object.entries(SPEECH)) {
      const { audio, words, duration } = await engine.synthesize({ text, voice, format: 'wav', words: true });
      writeFileSync(path.join(OUTPUT, `${name}.wav`), audio.bytes());
      writeFileSync(
        path.join(OUTPUT, `${name}.json`),
        JSON.stringify({ text, voice, duration, words, peaks: peaksOf(readWav(audio.bytes())) }),
      );
    }
  } finally {
    await engine.close();
  }
  writeFileSync(STAMP, stamp);
}

function peaksOf(pcm: Pcm): { min: number[]; max: number[] } {
  const frames = pcm.channels[0]?.length ?? 0;
  const { min, max } = computePeaks(pcm, Math.ceil((frames / pcm.sampleRate) * PEAKS_PER_SECOND));
  const rounded = (values: Float32Array) => Array.from(values, (value) => Math.round(value * 1000) / 1000);
  return { min: rounded(min), max: rounded(max) };
}

/** Reads the 16-bit mono WAV that the engine has just written. */
function readWav(bytes: Uint8Array<ArrayBuffer>): Pcm {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sampleRate = view.getUint32(24, true);
  const frames = (bytes.byteLength - 44) >> 1;
  const channel = Float32Array.from({ length: frames }, (_, frame) => view.getInt16(44 + frame * 2, true) / 0x8000);
  return { channels: [channel], sampleRate };
}
