import type { Pcm } from '@potoo/core';

const HEADER_BYTES = 44;

/** Reads the 16-bit mono WAV that the engine writes. */
export function readWav(bytes: Uint8Array<ArrayBuffer>): Pcm {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [format, data] = [findChunk(view, 'fmt '), findChunk(view, 'data')];
  const frames = Math.min(view.getUint32(data + 4, true), bytes.byteLength - data - 8) >> 1;
  const channel = Float32Array.from(
    { length: frames },
    (_, frame) => view.getInt16(data + 8 + frame * 2, true) / 0x8000,
  );
  return { channels: [channel], sampleRate: view.getUint32(format + 12, true) };
}

/** Where a chunk of a RIFF file begins. */
function findChunk(view: DataView, id: string): number {
  let at = 12;
  while (at + 8 <= view.byteLength) {
    if ([...id].every((letter, index) => view.getUint8(at + index) === letter.charCodeAt(0))) return at;
    at += 8 + view.getUint32(at + 4, true) + (view.getUint32(at + 4, true) % 2);
  }
  throw new Error(`The WAV has no chunk "${id}".`);
}

/** Writes 16-bit WAV. */
export function writeWav({ channels, sampleRate }: Pcm): Uint8Array<ArrayBuffer> {
  const frames = channels[0]?.length ?? 0;
  const frameBytes = channels.length * 2;
  const bytes = new Uint8Array(HEADER_BYTES + frames * frameBytes);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string) => bytes.set(new TextEncoder().encode(value), at);
  text(0, 'RIFF');
  view.setUint32(4, bytes.byteLength - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels.length, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, frames * frameBytes, true);
  for (let frame = 0; frame < frames; frame++) {
    for (const [index, channel] of channels.entries()) {
      const value = Math.max(-1, Math.min(1, channel[frame] ?? 0));
      view.setInt16(HEADER_BYTES + frame * frameBytes + index * 2, Math.round(value * 0x7fff), true);
    }
  }
  return bytes;
}

/** Joins mono audio of one rate, with silence in between. */
export function joinPcm(pieces: readonly Pcm[], pauseSeconds: number): Pcm {
  const sampleRate = pieces[0]?.sampleRate ?? 16_000;
  const pause = Math.round(pauseSeconds * sampleRate);
  const lengths = pieces.map(({ channels }) => channels[0]?.length ?? 0);
  const joined = new Float32Array(lengths.reduce((sum, length) => sum + length + pause, -pause));
  let at = 0;
  for (const [index, { channels }] of pieces.entries()) {
    joined.set(channels[0] ?? [], at);
    at += (lengths[index] ?? 0) + pause;
  }
  return { channels: [joined], sampleRate };
}
