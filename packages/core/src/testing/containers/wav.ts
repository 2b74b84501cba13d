import { ByteReader } from '../../audio/containers/byte-reader.ts';
import { readWavLayout } from '../../audio/containers/wav.ts';
import { check, inConformance } from '../check.ts';

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

/**
 * Parses a WAV file of 16-bit PCM and measures its sound. A streamed file may state its lengths as unknown: its data then
 * ends with the file.
 * @throws {ConformanceError} If it is anything else.
 */
export function measureWav(bytes: Uint8Array): WavMeasure {
  const layout = inConformance(() => readWavLayout(bytes));
  const { tag, bitsPerSample, sampleRate, channels, start, end } = layout;
  const isPcm = (tag === 1 || tag === 0xff_fe) && bitsPerSample === 16;
  check(isPcm, `the file holds format ${tag} of ${bitsPerSample} bits, not 16-bit PCM`);
  check(layout.bytesPerSecond === sampleRate * channels * 2, 'the byte rate of the file is wrong');
  check(end <= bytes.length, 'the file states more data than it has');
  return measure(new ByteReader(bytes), start, end, layout);
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
