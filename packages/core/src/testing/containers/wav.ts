import { ByteReader } from '../../audio/containers/byte-reader.ts';
import { readWavLayout } from '../../audio/containers/wav.ts';
import { encodeWav, toInt16 } from '../../audio/encode-wav.ts';
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
  return encodeWav(Int16Array.from(values, toInt16), sampleRate, channels);
}
