import type { FileHandle } from 'node:fs/promises';
import { undecodable } from '../decode/undecodable.ts';
import { SAMPLE_BYTES, type SampleEncoding } from './sample-encoding.ts';

/** Where the audio of a WAV file lies, and how it is stored. */
export interface WavLayout {
  readonly encoding: SampleEncoding;
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Offset of the first value, bytes. */
  readonly dataStart: number;
  /** Offset just past the last value: within the file, whatever the header says. */
  readonly dataEnd: number;
  /** How much audio the header promises beyond the end of the file, bytes; 0 where it states no length. */
  readonly missingBytes: number;
}

/** Writers that cannot seek back state a length near the most that 31 or 32 bits hold. */
const UNKNOWN_LENGTH = 2 ** 31 - 2 ** 16;

type Format = Pick<WavLayout, 'encoding' | 'sampleRate' | 'channels'>;

/** Chunks in front of the audio that are looked at before giving up. */
const MAX_CHUNKS = 1000;
const MAX_CHANNELS = 32;
const RATE_RANGE = { lowest: 1000, highest: 768_000 };

/**
 * Finds the audio in a RIFF, RF64 or BW64 file. Stated lengths only ever shorten it: a length of zero, of "unknown", or
 * beyond the end means all that the file has.
 * @throws {BadRequestError} Reason `undecodable_audio`.
 */
export async function readWavLayout(file: FileHandle, fileBytes: number): Promise<WavLayout> {
  let offset = 12;
  let format: Format | undefined;
  for (let count = 0; count < MAX_CHUNKS && offset + 8 <= fileBytes; count++) {
    const head = await readAt(file, offset, 8);
    const id = ascii(head, 0);
    const size = new DataView(head.buffer).getUint32(4, true);
    if (id === 'fmt ') format = readFormat(await readAt(file, offset + 8, Math.min(size, 40)));
    if (id === 'data') {
      if (!format) throw undecodable('The WAV file has no format chunk before its audio.');
      const dataStart = offset + 8;
      const missingBytes = size < UNKNOWN_LENGTH ? Math.max(0, dataStart + size - fileBytes) : 0;
      return { ...format, dataStart, dataEnd: await findEnd(file, { dataStart, size, fileBytes }), missingBytes };
    }
    offset += 8 + size + (size % 2);
  }
  throw undecodable('The WAV file has no audio: its data chunk is missing.');
}

async function findEnd(
  file: FileHandle,
  { dataStart, size, fileBytes }: { dataStart: number; size: number; fileBytes: number },
): Promise<number> {
  if (size > 0) return Math.min(dataStart + size, fileBytes);
  // A writer that could not seek back leaves zero; a file that really is empty has another chunk here, or nothing.
  const next = await readAt(file, dataStart, 8);
  const nextSize = next.length === 8 ? new DataView(next.buffer).getUint32(4, true) : 0;
  const isChunk = /^[A-Za-z0-9 _-]{4}$/.test(ascii(next, 0)) && dataStart + 8 + nextSize <= fileBytes;
  return isChunk ? dataStart : fileBytes;
}

const TAG_EXTENSIBLE = 0xfffe;

function readFormat(chunk: Uint8Array<ArrayBuffer>): Format {
  if (chunk.length < 14) throw undecodable('The WAV file has a format chunk that is too short.');
  const view = new DataView(chunk.buffer);
  const stated = view.getUint16(0, true);
  const channels = view.getUint16(2, true);
  const sampleRate = view.getUint32(4, true);
  const frameBytes = view.getUint16(12, true);
  const tag = stated === TAG_EXTENSIBLE && chunk.length >= 26 ? view.getUint16(24, true) : stated;
  const bits = chunk.length >= 16 ? view.getUint16(14, true) : (8 * frameBytes) / Math.max(1, channels);
  if (channels < 1 || channels > MAX_CHANNELS) throw undecodable(`The WAV file states ${channels} channels.`);
  if (sampleRate < RATE_RANGE.lowest || sampleRate > RATE_RANGE.highest) {
    throw undecodable(`The WAV file states a sample rate of ${sampleRate} Hz.`);
  }
  return { encoding: sampleEncoding(tag, bits, frameBytes / channels), sampleRate, channels };
}

const CODEC_NAMES: Readonly<Record<number, string>> = {
  2: 'Microsoft ADPCM',
  17: 'IMA ADPCM',
  49: 'GSM 6.10',
  80: 'MPEG audio',
  85: 'MP3',
};

function sampleEncoding(tag: number, bits: number, containerBytes: number): SampleEncoding {
  const encoding = matchEncoding(tag, bits, containerBytes);
  // A frame length that fits no container is a mistake of the writer's: the bits decide then.
  if (encoding && (SAMPLE_BYTES[encoding] === containerBytes || !Number.isInteger(containerBytes))) return encoding;
  if (encoding && containerBytes === 0) return encoding;
  const codec = CODEC_NAMES[tag] ?? `codec ${tag}`;
  throw undecodable(
    tag === 1 || tag === 3
      ? `The WAV file states ${bits}-bit values in ${containerBytes} bytes each, which is no known layout.`
      : `The WAV file is compressed with ${codec}, which cannot be read.`,
  );
}

function matchEncoding(tag: number, bits: number, containerBytes: number): SampleEncoding | undefined {
  if (tag === 6) return 'alaw';
  if (tag === 7) return 'mulaw';
  if (tag === 3) return bits === 64 ? 'f64' : bits === 32 ? 'f32' : undefined;
  if (tag !== 1 || bits < 1 || bits > 32) return undefined;
  if (bits === 24 && containerBytes === 4) return 's24in32';
  // Odd widths such as 12 or 20 bits fill their container from the top, so the container's own width reads them.
  return ([undefined, 'u8', 's16', 's24', 's32'] as const)[Math.ceil(bits / 8)];
}

/** Reads bytes of a file; fewer come back at its end. */
async function readAt(file: FileHandle, position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  return bytesRead === length ? bytes : bytes.slice(0, bytesRead);
}

function ascii(bytes: Uint8Array, offset: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + 4));
}
