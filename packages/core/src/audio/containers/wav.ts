import { ByteReader } from './byte-reader.ts';
import { type ContainerFacts, demand } from './container-facts.ts';

/** Where the sound of a WAV file lies, and how it is written. */
export interface WavLayout {
  /** Format tag: 1 PCM, 3 floats, 0xfffe extensible. */
  readonly tag: number;
  readonly channels: number;
  /** Hertz. */
  readonly sampleRate: number;
  readonly bytesPerSecond: number;
  readonly bitsPerSample: number;
  /** First byte of the sound. */
  readonly start: number;
  /** The byte after its last, as the file states it; its own end where a streamed file could not know. */
  readonly end: number;
}

/** A stated length from here on is one that no speech has: a streamed file, whose writer could not know. */
const UNKNOWN_BYTES = 0x7f_00_00_00;

/**
 * Finds the sound in a WAV file. A streamed file may state its lengths as unknown (0, or near the largest that readers
 * take): its data then ends with the file.
 * @throws {UnreachableError} `invalid_response`, if it is anything else.
 */
export function readWavLayout(bytes: Uint8Array): WavLayout {
  const reader = new ByteReader(bytes);
  demand(reader.text(0, 4) === 'RIFF' && reader.text(8, 4) === 'WAVE', 'the file has no RIFF/WAVE head');
  let format: Omit<WavLayout, 'start' | 'end'> | undefined;
  for (let offset = 12; offset + 8 <= reader.length; ) {
    const id = reader.text(offset, 4);
    const stated = reader.u32(offset + 4, true);
    const start = offset + 8;
    if (id === 'fmt ') format = readFormat(reader, start);
    if (id === 'data') {
      demand(format !== undefined, 'the data of the file comes before its format');
      const unknown = stated === 0 || stated >= UNKNOWN_BYTES;
      return { ...format, start, end: unknown ? reader.length : start + stated };
    }
    offset = start + stated + (stated % 2);
  }
  demand(false, 'the file has no data');
}

/** Reads what a WAV file tells of itself. */
export function readWav(bytes: Uint8Array): ContainerFacts {
  const { channels, sampleRate, bytesPerSecond, start, end } = readWavLayout(bytes);
  const isCut = end > bytes.length;
  return {
    duration: (Math.min(end, bytes.length) - start) / bytesPerSecond,
    sampleRate,
    channels,
    ...(isCut && { flaw: 'the file states more data than it has' }),
  };
}

function readFormat(reader: ByteReader, start: number): Omit<WavLayout, 'start' | 'end'> {
  const channels = reader.u16(start + 2, true);
  const sampleRate = reader.u32(start + 4, true);
  const bytesPerSecond = reader.u32(start + 8, true);
  demand(channels > 0 && sampleRate > 0 && bytesPerSecond > 0, 'the format of the file has a zero');
  const tag = reader.u16(start, true);
  return { tag, channels, sampleRate, bytesPerSecond, bitsPerSample: reader.u16(start + 14, true) };
}
