import { ByteReader } from './byte-reader.ts';
import { type ContainerFacts, demand } from './container-facts.ts';

const MP3_BITRATES = {
  1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const MP3_RATES = [44_100, 48_000, 32_000] as const;
const AAC_RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];

/** One frame of a file. */
interface Frame {
  /** Bytes. */
  readonly length: number;
  /** Samples per channel. */
  readonly samples: number;
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
}

/**
 * Reads an MP3 file, by walking every frame (ISO 11172-3 and 13818-3, layer III). A leading frame that only holds the
 * Xing or Info table counts as none.
 * @throws {UnreachableError} `invalid_response`, if there is no frame.
 */
export function readMp3(bytes: Uint8Array): ContainerFacts {
  const reader = new ByteReader(bytes);
  const start = skipId3(reader);
  const first = readMp3Frame(reader, start);
  const isTable = first !== undefined && holdsTable(reader, start, first.length);
  return walkFrames(reader, readMp3Frame, isTable ? start + first.length : start, endBeforeId3v1(reader), 'MP3');
}

/** Reads an AAC file, by walking every ADTS frame (ISO 13818-7). */
export function readAac(bytes: Uint8Array): ContainerFacts {
  const reader = new ByteReader(bytes);
  return walkFrames(reader, readAdtsFrame, skipId3(reader), reader.length, 'AAC');
}

function walkFrames(
  reader: ByteReader,
  read: (reader: ByteReader, offset: number) => Frame | undefined,
  start: number,
  end: number,
  kind: string,
): ContainerFacts {
  const first = read(reader, start);
  demand(first !== undefined, `the ${kind} file has no frame at byte ${start}`);
  let duration = 0;
  let offset = start;
  for (let frame: Frame | undefined = first; frame; frame = offset < end ? read(reader, offset) : undefined) {
    duration += frame.samples / frame.sampleRate;
    offset += frame.length;
  }
  const { sampleRate, channels } = first;
  // A last frame may be cut short by an encoder's flush; anything else in its place is no frame.
  const flaw = offset < end - 4 ? `the ${kind} file has no frame at byte ${offset}` : undefined;
  return { duration, sampleRate, channels, ...(flaw !== undefined && { flaw }) };
}

function readMp3Frame(reader: ByteReader, offset: number): Frame | undefined {
  if (offset + 4 > reader.length) return undefined;
  const head = reader.u32(offset);
  const version = (head >>> 19) & 3;
  if (head >>> 21 !== 0x7ff || version === 1 || ((head >>> 17) & 3) !== 1) return undefined;
  const isFirst = version === 3;
  const kbps = MP3_BITRATES[isFirst ? 1 : 2][(head >>> 12) & 15] ?? 0;
  const sampleRate = (MP3_RATES[(head >>> 10) & 3] ?? 0) / (isFirst ? 1 : version === 2 ? 2 : 4);
  if (kbps === 0 || sampleRate === 0) return undefined;
  return {
    length: Math.floor(((isFirst ? 144_000 : 72_000) * kbps) / sampleRate) + ((head >>> 9) & 1),
    samples: isFirst ? 1152 : 576,
    sampleRate,
    channels: ((head >>> 6) & 3) === 3 ? 1 : 2,
  };
}

function readAdtsFrame(reader: ByteReader, offset: number): Frame | undefined {
  if (offset + 7 > reader.length || reader.u16(offset) >>> 4 !== 0xf_ff) return undefined;
  const sampleRate = AAC_RATES[(reader.u8(offset + 2) >>> 2) & 15] ?? 0;
  const length = (reader.u32(offset + 2) >>> 5) & 0x1f_ff;
  const channels = (reader.u16(offset + 2) >>> 6) & 7;
  if (sampleRate === 0 || length < 7) return undefined;
  return { length, samples: ((reader.u8(offset + 6) & 3) + 1) * 1024, sampleRate, channels: Math.max(1, channels) };
}

function skipId3(reader: ByteReader): number {
  if (reader.length < 10 || reader.text(0, 3) !== 'ID3') return 0;
  const size = [6, 7, 8, 9].reduce((total, offset) => total * 128 + (reader.u8(offset) & 127), 0);
  return 10 + size + (reader.u8(5) & 0x10 ? 10 : 0);
}

function endBeforeId3v1(reader: ByteReader): number {
  const tag = reader.length - 128;
  return tag > 0 && reader.text(tag, 3) === 'TAG' ? tag : reader.length;
}

function holdsTable(reader: ByteReader, offset: number, length: number): boolean {
  // The table follows the side information, whose length depends on version and channels.
  return [13, 21, 36].some((skip) => {
    if (offset + skip + 4 > reader.length || skip + 4 > length) return false;
    const id = reader.text(offset + skip, 4);
    return id === 'Xing' || id === 'Info';
  });
}
