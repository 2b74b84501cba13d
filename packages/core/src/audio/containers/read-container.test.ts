import { describe, expect, it } from 'vitest';
import { PotooError } from '../../errors/potoo-error.ts';
import { makeWav } from '../../testing/containers/wav.ts';
import { type ContainerFormat, readContainer } from './read-container.ts';
import { sniffFormat } from './sniff-format.ts';

/** A file from its parts: text as ASCII, numbers as bytes. */
function file(...parts: ReadonlyArray<string | number | readonly number[]>): Uint8Array<ArrayBuffer> {
  const toBytes = (part: string | number | readonly number[]) =>
    typeof part === 'string' ? Array.from(part, (char) => char.charCodeAt(0)) : [part].flat();
  return Uint8Array.from(parts.flatMap(toBytes));
}

const zeros = (count: number): number[] => Array<number>(count).fill(0);
const u32 = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const box = (type: string, ...parts: ReadonlyArray<string | number | readonly number[]>): number[] => {
  const content = [...file(type, ...parts)];
  return [...u32(content.length + 4), ...content];
};

/** MPEG 2 layer III, 64 kbit/s, 24 kHz, one channel: 192 bytes and 576 samples in a frame. */
const MP3_FRAME = [0xff, 0xf3, 0x84, 0xc0, ...zeros(188)];
/** ADTS of 24 kHz, two channels, 100 bytes and 1024 samples in a frame. */
const ADTS_FRAME = [0xff, 0xf1, 0x58, 0x80, 0x0c, 0x9f, 0xfc, ...zeros(93)];

const page = (flags: number, granule: number, content: readonly number[]): number[] => [
  ...file(
    'OggS',
    0,
    flags,
    [granule & 255, (granule >>> 8) & 255, (granule >>> 16) & 255, ...zeros(5)],
    zeros(12),
    1,
    content.length,
  ),
  ...content,
];
const OPUS_HEAD = [...file('OpusHead', 1, 2, [0x38, 0x01], zeros(7))];

/** STREAMINFO of blocks of 4096, 44.1 kHz, two channels, 16 bits, of unknown length. */
const FLAC_HEAD = [
  ...file('fLaC', 0x80, 0, 0, 34, 16, 0, 16, 0, zeros(6), [0x0a, 0xc4, 0x42, 0xf0], zeros(4), zeros(16)),
];
/** The head of frame 2, of 4096 samples, with its checksum. */
const FLAC_FRAME = [0xff, 0xf8, 0xc9, 0x18, 0x02, 0xcc];

const MP4 = file(
  box('ftyp', 'M4A ', u32(0)),
  box('mdat', zeros(32)),
  box(
    'moov',
    box('mvhd', zeros(12), u32(1000), u32(2500), zeros(80)),
    box(
      'trak',
      box(
        'mdia',
        box(
          'minf',
          box(
            'stbl',
            box('stsd', zeros(4), u32(1), box('mp4a', zeros(16), [0, 2, 0, 16], zeros(4), [0xac, 0x44, 0, 0])),
          ),
        ),
      ),
    ),
  ),
);

const FILES: ReadonlyArray<readonly [ContainerFormat, Uint8Array<ArrayBuffer>, number, number, number]> = [
  ['wav', makeWav(new Float32Array(44_100), 22_050, 2), 1, 22_050, 2],
  ['mp3', file(MP3_FRAME, MP3_FRAME, MP3_FRAME), (3 * 576) / 24_000, 24_000, 1],
  ['mp3', file('ID3', 4, 0, 0, 0, 0, 0, 5, zeros(5), MP3_FRAME), 576 / 24_000, 24_000, 1],
  ['aac', file(ADTS_FRAME, ADTS_FRAME), 2048 / 24_000, 24_000, 2],
  ['opus', file(page(2, 0, OPUS_HEAD), page(4, 48_312, [1, 2, 3])), 1, 48_000, 2],
  ['m4a', MP4, 2.5, 44_100, 2],
];

describe('readContainer', () => {
  it.each(FILES)('reads what a %s tells of itself', (format, bytes, duration, sampleRate, channels) => {
    expect(sniffFormat(bytes)).toBe(format);
    const facts = readContainer(format, bytes);
    expect(facts).toMatchObject({ sampleRate, channels });
    expect(facts.duration).toBeCloseTo(duration, 6);
    expect(facts.flaw).toBeUndefined();
  });

  it('finds the length of a streamed FLAC in its last frame, past what only looks like one', () => {
    const bytes = file(FLAC_HEAD, FLAC_FRAME, zeros(20), [0xff, 0xf8, 0xc9, 0x18, 0x07, 0x00], zeros(9));
    expect(sniffFormat(bytes)).toBe('flac');
    expect(readContainer('flac', bytes)).toMatchObject({
      duration: (3 * 4096) / 44_100,
      sampleRate: 44_100,
      channels: 2,
    });
  });

  it('reads a file of unknown or cut length as far as it goes, and says what is wrong', () => {
    const whole = makeWav(new Float32Array(8_000), 8_000);
    const streamed = whole.slice();
    new DataView(streamed.buffer).setUint32(40, 0xff_ff_ff_ff, true);
    expect(readContainer('wav', streamed)).toEqual({ duration: 1, sampleRate: 8_000, channels: 1 });
    expect(readContainer('wav', whole.subarray(0, 44 + 8_000))).toMatchObject({
      duration: 0.5,
      flaw: expect.any(String),
    });
    expect(readContainer('mp3', file(MP3_FRAME, zeros(50)))).toMatchObject({
      duration: 576 / 24_000,
      flaw: expect.any(String),
    });
    const cutPage = page(4, 96_312, [1, 2, 3]).slice(0, -1);
    const ogg = file(page(2, 0, OPUS_HEAD), page(0, 48_312, [1]), cutPage);
    expect(readContainer('opus', ogg)).toMatchObject({ duration: 1, flaw: expect.any(String) });
  });

  it('gives facts or a typed error for any bytes', () => {
    let state = 1;
    const random = (limit: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
      return state % limit;
    };
    for (let round = 0; round < 6_000; round += 1) {
      const [format, bytes] = FILES[round % FILES.length] ?? FILES[0] ?? ['wav', new Uint8Array()];
      const damaged = bytes.slice(0, 1 + random(bytes.length));
      for (let hits = random(6); hits > 0; hits -= 1) damaged[random(Math.min(damaged.length, 200))] = random(256);
      try {
        const { sampleRate, channels } = readContainer(format, damaged);
        expect(Number.isFinite(sampleRate) && Number.isFinite(channels)).toBe(true);
      } catch (error) {
        expect(PotooError.isInstance(error), String(error)).toBe(true);
      }
    }
  });

  it('takes nothing else for audio', () => {
    for (const text of ['', '{"error":"x"}', '<!doctype html>', 'RIF', '\u00ff\u00d8\u00ff\u00e0']) {
      expect(sniffFormat(file(text))).toBeUndefined();
    }
  });
});
