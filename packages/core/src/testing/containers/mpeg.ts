import { check } from '../check.ts';
import { ByteReader } from './byte-reader.ts';

const MP3_BITRATES = {
  1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const MP3_RATES = [44_100, 48_000, 32_000] as const;
const AAC_RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];

/**
 * Length of an MP3 file in seconds, by walking every frame (ISO 11172-3 and 13818-3, layer III). A leading frame that
 * only holds the Xing or Info table counts as none.
 * @throws {ConformanceError} If the frames do not follow each other.
 */
export function mp3Duration(bytes: Uint8Array): number {
  const reader = new ByteReader(bytes);
  let offset = skipId3(reader);
  const end = endBeforeId3v1(reader);
  let seconds = 0;
  for (let frame = 0; offset + 4 <= end; frame += 1) {
    const head = reader.u32(offset);
    check(head >>> 21 === 0x7ff, `the MP3 file has no frame at byte ${offset}`);
    const version = (head >>> 19) & 3;
    check(version !== 1 && ((head >>> 17) & 3) === 1, 'a frame of the MP3 file is not MPEG layer III');
    const isFirst = version === 3;
    const kbps = MP3_BITRATES[isFirst ? 1 : 2][(head >>> 12) & 15] ?? 0;
    const rate = (MP3_RATES[(head >>> 10) & 3] ?? 0) / (isFirst ? 1 : version === 2 ? 2 : 4);
    check(kbps > 0 && rate > 0, `the frame at byte ${offset} of the MP3 file has no valid rate`);
    const length = Math.floor(((isFirst ? 144_000 : 72_000) * kbps) / rate) + ((head >>> 9) & 1);
    if (frame > 0 || !isTable(reader, offset, length)) seconds += (isFirst ? 1152 : 576) / rate;
    offset += length;
  }
  check(seconds > 0, 'the MP3 file has no frames');
  return seconds;
}

/** Length of an AAC file in seconds, by walking every ADTS frame (ISO 13818-7). */
export function aacDuration(bytes: Uint8Array): number {
  const reader = new ByteReader(bytes);
  let offset = skipId3(reader);
  let seconds = 0;
  while (offset + 7 <= reader.length) {
    check(reader.u16(offset) >>> 4 === 0xf_ff, `the AAC file has no ADTS frame at byte ${offset}`);
    const rate = AAC_RATES[(reader.u8(offset + 2) >>> 2) & 15] ?? 0;
    const length = ((reader.u32(offset + 2) >>> 5) >>> 0) & 0x1f_ff;
    check(rate > 0 && length >= 7, `the frame at byte ${offset} of the AAC file has no valid head`);
    seconds += (((reader.u8(offset + 6) & 3) + 1) * 1024) / rate;
    offset += length;
  }
  check(seconds > 0, 'the AAC file has no frames');
  return seconds;
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

function isTable(reader: ByteReader, offset: number, length: number): boolean {
  // The table follows the side information, whose length depends on version and channels.
  for (const skip of [13, 21, 36]) {
    if (offset + skip + 4 > reader.length || skip + 4 > length) continue;
    const id = reader.text(offset + skip, 4);
    if (id === 'Xing' || id === 'Info') return true;
  }
  return false;
}
