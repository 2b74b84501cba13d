import { check } from '../check.ts';
import { ByteReader } from './byte-reader.ts';

/** What a WAV file of 16-bit PCM holds, measured. */
export interface WavMeasure {
  /** Seconds. */
  readonly duration: number;
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
  readonly frames: number;
  /** Root mean square of all values, 0 to 1. */
  readonly rms: number;
  /** Share of the values at full scale, 0 to 1. */
  readonly clipped: number;
}

/** A stated length from here on is one that no speech has: a streamed file, whose writer could not know. */
const UNKNOWN_BYTES = 0x7f_00_00_00;

/**
 * Parses a WAV file of 16-bit PCM and measures its sound. A streamed file may state its lengths as unknown (0,
 * or near the largest that readers take): its data then ends with the file.
 * @throws {ConformanceError} If it is anything else.
 */
export function measureWav(bytes: Uint8Array): WavMeasure {
  const reader = new ByteReader(bytes);
  check(reader.text(0, 4) === 'RIFF' && reader.text(8, 4) === 'WAVE', 'the file has no RIFF/WAVE head');
  let format: { channels: number; sampleRate: number } | undefined;
  for (let offset = 12; offset + 8 <= reader.length; ) {
    const id = reader.text(offset, 4);
    const stated = reader.u32(offset + 4, true);
    const start = offset + 8;
    if (id === 'fmt ') format = readFormat(reader, start);
    if (id === 'data') {
      check(format !== undefined, 'the data of the file comes before its format');
      const unknown = stated === 0 || stated >= UNKNOWN_BYTES;
      check(unknown || start + stated <= reader.length, 'the file states more data than it has');
      return measure(reader, start, unknown ? reader.length : start + stated, format);
    }
    offset = start + stated + (stated % 2);
  }
  check(false, 'the file has no data');
}

function readFormat(reader: ByteReader, start: number): { channels: number; sampleRate: number } {
  const tag = reader.u16(start, true);
  const bits = reader.u16(start + 14, true);
  check((tag === 1 || tag === 0xff_fe) && bits === 16, `the file holds format ${tag} of ${bits} bits, not 16-bit PCM`);
  const channels = reader.u16(start + 2, true);
  const sampleRate = reader.u32(start + 4, true);
  check(reader.u32(start + 8, true) === sampleRate * channels * 2, 'the byte rate of the file is wrong');
  return { channels, sampleRate };
}

function measure(
  reader: ByteReader,
  start: number,
  end: number,
  { channels, sampleRate }: { channels: number; sampleRate: number },
): WavMeasure {
  const values = Math.floor((end - start) / 2);
  let squares = 0;
  let clipped = 0;
  for (let index = 0; index < values; index += 1) {
    const value = reader.i16(start + index * 2) / 0x80_00;
    squares += value * value;
    if (Math.abs(value) >= 0.9999) clipped += 1;
  }
  return {
    duration: values / channels / sampleRate,
    sampleRate,
    channels,
    frames: Math.floor(values / channels),
    rms: values === 0 ? 0 : Math.sqrt(squares / values),
    clipped: values === 0 ? 0 : clipped / values,
  };
}

/** Makes a WAV file of 16-bit PCM. @param values - In [-1, 1], interleaved. */
export function makeWav(values: Float32Array, sampleRate: number, channels = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(44 + values.length * 2);
  const view = new DataView(bytes.buffer);
  const ascii = (offset: number, text: string) => {
    for (let index = 0; index < text.length; index += 1) bytes[offset + index] = text.charCodeAt(index);
  };
  ascii(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  ascii(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  ascii(36, 'data');
  view.setUint32(40, values.length * 2, true);
  for (const [index, value] of values.entries()) {
    view.setInt16(44 + index * 2, Math.round(Math.max(-1, Math.min(1, value)) * 0x7f_ff), true);
  }
  return bytes;
}
