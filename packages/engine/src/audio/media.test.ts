import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AUDIO_FORMATS, type AudioFormat, type Pcm } from '@potoo/core';
import { afterAll, describe, expect, it } from 'vitest';
import { sharedData } from '../testing/shared-data.ts';
import { ffmpeg, hasProgram, runProgram } from './__fixtures__/programs.ts';
import { gather, gatherBytes, inBlocks, lagOf, melody, snrDb, tone } from './__fixtures__/signals.ts';
import { createMedia } from './media.ts';

const folder = mkdtempSync(join(tmpdir(), 'potoo-media-'));
const spooled = join(folder, 'spool');
const media = createMedia({ processes: 1, directory: spooled });
afterAll(async () => {
  await media.close();
  rmSync(folder, { recursive: true });
});
const at = (name: string) => join(folder, name);
const hasFfmpeg = hasProgram('ffmpeg');
const FORMATS = Object.keys(AUDIO_FORMATS).filter((format): format is AudioFormat =>
  Object.hasOwn(AUDIO_FORMATS, format),
);
const FILES = FORMATS.filter((format) => format !== 'pcm');
/** Frames that a format without a place for them leaves at the start, and at most at both ends together. */
const PADDING: Partial<Record<AudioFormat, { start: number; total: number }>> = {
  aac: { start: 1024, total: 1024 + 1023 },
};
const STREAMED_MP3_PADDING = { start: 1105, total: 1105 + 2 * 1152 };
/** Least signal-to-noise ratio of the melody at 128 kbit/s, decibels. */
const LEAST_SNR: Readonly<Record<AudioFormat, number>> = {
  wav: 80,
  pcm: 80,
  flac: 80,
  m4a: 30,
  aac: 30,
  ogg: 25,
  opus: 25,
  mp3: 20,
};

function encode(
  pcm: Pcm,
  format: AudioFormat,
  options: { streaming?: boolean; sampleRate?: number; channels?: number } = {},
) {
  return media.encode(inBlocks(pcm), {
    format,
    bitrate: 128,
    sampleRate: options.sampleRate ?? pcm.sampleRate,
    channels: options.channels ?? pcm.channels.length,
    streaming: options.streaming ?? false,
    metadata: { comment: 'Synthetic speech' },
  });
}

async function write(name: string, chunks: AsyncIterable<Uint8Array>): Promise<string> {
  writeFileSync(at(name), await gatherBytes(chunks));
  return at(name);
}

describe('encode and decode', () => {
  for (const format of FILES) {
    for (const streaming of [false, true]) {
      it(`gives back the length, the place and the sound of ${format} (streaming: ${streaming})`, async () => {
        const original = melody(2);
        const decoded = media.decode(await write(`round.${format}`, encode(original, format, { streaming })), {
          maxSeconds: 60,
          sampleRate: 24_000,
        });
        const [copy = new Float32Array()] = (await gather(decoded)).channels;
        const [values = new Float32Array()] = original.channels;
        const padding =
          format === 'mp3' && streaming ? STREAMED_MP3_PADDING : (PADDING[format] ?? { start: 0, total: 0 });
        expect(copy.length).toBeGreaterThanOrEqual(48_000);
        expect(copy.length).toBeLessThanOrEqual(48_000 + padding.total);
        expect(lagOf(copy, values, 1500)).toBe(padding.start);
        expect(snrDb(copy.subarray(padding.start), values)).toBeGreaterThan(LEAST_SNR[format]);
      });
    }
  }

  it('keeps two channels apart in every format', async () => {
    const stereo: Pcm = { channels: [...melody(1).channels, new Float32Array(24_000)], sampleRate: 24_000 };
    for (const format of FILES) {
      const path = await write(`stereo.${format}`, encode(stereo, format));
      const { channels } = await gather(media.decode(path, { maxSeconds: 60 }));
      expect(channels).toHaveLength(2);
      const [left = 0, right = 0] = channels.map((channel) => Math.max(...channel.map(Math.abs)));
      expect(left).toBeGreaterThan(0.3);
      expect(right).toBeLessThan(0.05);
    }
  });

  it('resamples and mixes on both ways', async () => {
    const path = await write(
      'other.flac',
      encode(tone(440, 1, { sampleRate: 44_100, channels: 2 }), 'flac', { sampleRate: 22_050, channels: 1 }),
    );
    const decoded = media.decode(path, { maxSeconds: 60, sampleRate: 16_000, mono: true });
    const pcm = await gather(decoded);
    expect(await decoded.info).toEqual({ format: 'flac', sampleRate: 22_050, channels: 1 });
    expect(pcm.sampleRate).toBe(16_000);
    expect(pcm.channels[0]).toHaveLength(16_000);
  });

  it('writes an empty stream as a file of no length', async () => {
    for (const format of FORMATS) {
      const bytes = await gatherBytes(encode({ channels: [new Float32Array()], sampleRate: 24_000 }, format));
      expect(bytes.length).toBeLessThan(10_000);
    }
  });

  it('leaves no file behind', async () => {
    await gatherBytes(encode(tone(440, 0.1), 'm4a'));
    const stopped = encode(tone(440, 60), 'mp3');
    for await (const _ of stopped) break;
    expect(readdirSync(spooled)).toEqual([]);
  });
});

describe('encode', () => {
  it.each(['mp3', 'ogg', 'opus', 'flac', 'aac'] as const)(
    'sends the first bytes of %s before the second second comes in',
    async (format) => {
      let given = 0;
      async function* slowly() {
        for (const pcm of Array.from({ length: 20 }, () => tone(440, 0.5))) {
          given++;
          yield pcm;
        }
      }
      const options = { format, bitrate: 128, sampleRate: 24_000, channels: 1, streaming: true };
      let bytes = 0;
      for await (const chunk of media.encode(slowly(), options)) {
        bytes += chunk.length;
        if (bytes > 5000) break;
      }
      // The host asks for a few blocks ahead.
      expect(given).toBeLessThan(20);
    },
  );

  it.skipIf(!hasFfmpeg).each(FILES)('writes %s files whose length and comment ffprobe reads', async (format) => {
    const path = await write(`probe.${format}`, encode(melody(2), format));
    const probe = runProgram(
      'ffprobe',
      '-v',
      'error',
      '-show_entries',
      'format=duration:format_tags=comment:stream_tags=comment',
      '-of',
      'json',
      path,
    );
    const text = probe.stdout.toString();
    expect(Math.abs(Number(/"duration": "([\d.]+)"/.exec(text)?.[1]) - 2)).toBeLessThan(format === 'aac' ? 0.15 : 0.07);
    // ADTS has no place for a comment.
    if (format !== 'aac') expect(text).toContain('Synthetic speech');
    const decoded = ffmpeg('-i', path, '-f', 's16le', '-ac', '1', '-ar', '24000', '-').length / 2;
    expect(decoded).toBeGreaterThanOrEqual(48_000);
    expect(decoded).toBeLessThanOrEqual(48_000 + 2048);
  });

  it.each(['mp3', 'wav'] as const)('stops %s when its caller gives up', async (format) => {
    const controller = new AbortController();
    async function* endless() {
      for (;;) yield tone(440, 0.5);
    }
    const options = {
      format,
      bitrate: 128,
      sampleRate: 24_000,
      channels: 1,
      streaming: true,
      signal: controller.signal,
    };
    const read = async () => {
      for await (const _ of media.encode(endless(), options)) controller.abort(new Error('enough'));
    };
    await expect(read()).rejects.toThrow('enough');
  });
});

describe('decode, of something its caller gives up', () => {
  it.each(['flac', 'wav'] as const)('stops reading %s', async (format) => {
    const path = await write(`given-up.${format}`, encode(melody(20), format));
    const controller = new AbortController();
    const read = async () => {
      for await (const _ of media.decode(path, { maxSeconds: 60, signal: controller.signal }))
        controller.abort(new Error('enough'));
    };
    await expect(read()).rejects.toThrow('enough');
  });

  it('stops an encoding whose audio never comes', async () => {
    for (const format of ['wav', 'mp3'] as const) {
      const controller = new AbortController();
      const never = (async function* (): AsyncGenerator<Pcm> {
        await new Promise(() => {});
      })();
      const options = {
        format,
        bitrate: 128,
        sampleRate: 24_000,
        channels: 1,
        streaming: false,
        signal: controller.signal,
      };
      setTimeout(() => controller.abort(new Error('enough')), 10);
      await expect(gatherBytes(media.encode(never, options))).rejects.toThrow('enough');
    }
  });
});

const MADE_BY_FFMPEG: ReadonlyArray<readonly [name: string, format: string, ...args: string[]]> = [
  ['a.mp3', 'mp3', '-b:a', '96k'],
  ['vbr.mp3', 'mp3', '-q:a', '4'],
  ['a.flac', 'flac'],
  ['a.ogg', 'ogg/vorbis', '-c:a', 'libvorbis'],
  ['a.opus', 'ogg/opus', '-c:a', 'libopus'],
  ['a.m4a', 'mp4/aac', '-c:a', 'aac'],
  ['opus.mp4', 'mp4/opus', '-c:a', 'libopus'],
  ['fragments.mp4', 'mp4/aac', '-c:a', 'aac', '-movflags', '+frag_keyframe+empty_moov'],
  ['a.mov', 'mp4/pcm-s16', '-c:a', 'pcm_s16le'],
  ['a.aac', 'aac', '-c:a', 'aac'],
  ['a.webm', 'webm/opus', '-c:a', 'libopus'],
  ['vorbis.webm', 'webm/vorbis', '-c:a', 'libvorbis'],
  ['live.webm', 'webm/opus', '-c:a', 'libopus', '-live', '1'],
  ['a.mkv', 'webm/aac', '-c:a', 'aac'],
  ['pcm.mkv', 'webm/pcm-s16', '-c:a', 'pcm_s16le'],
  ['flac.mkv', 'webm/flac', '-c:a', 'flac'],
  ['flac.ogg', 'ogg/flac', '-c:a', 'flac', '-f', 'ogg'],
];

describe.skipIf(!hasFfmpeg)('decode, beside ffmpeg', () => {
  it.each(MADE_BY_FFMPEG)('reads %s at the same place and length', async (name, format, ...args) => {
    const original = melody(3, { sampleRate: 48_000 });
    const source = await write('source.wav', encode(original, 'wav'));
    ffmpeg('-i', source, ...args, at(name));
    const reference = ffmpeg('-i', at(name), '-f', 'f32le', '-ac', '1', '-');
    const decoded = media.decode(at(name), { maxSeconds: 60 });
    const [copy = new Float32Array()] = (await gather(decoded)).channels;
    expect((await decoded.info).format).toBe(format);
    // Matroska written by this ffmpeg states its padding imprecisely, and ffmpeg 5 does not trim the end of MP4.
    expect(Math.abs(copy.length - reference.length / 4)).toBeLessThan(1200);
    const [values = new Float32Array()] = original.channels;
    // Some containers do not say where the sound begins: then it is where ffmpeg finds it.
    expect([0, lagOf(float32(reference), values, 1500)]).toContain(lagOf(copy, values, 1500));
  });

  it('finds the sound of a video, whose name says otherwise', async () => {
    ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'testsrc=d=1:s=64x64',
      '-f',
      'lavfi',
      '-i',
      'sine=d=1',
      '-f',
      'mp4',
      '-c:a',
      'aac',
      at('video.wav'),
    );
    const { channels } = await gather(media.decode(at('video.wav'), { maxSeconds: 60, fileName: 'video.wav' }));
    expect(channels[0]?.length).toBeGreaterThan(43_000);
  });
});

describe('decode, of recordings', () => {
  it('reads music and speech of the shared data to its full length', async () => {
    const lengths = [
      ['music/Kevin_MacLeod_-_Vibe_Ace.hq.ogg', 2_710_336],
      ['speech/19-198-0000.flac', 31_440],
      ['speech/jfk.wav', 176_000],
    ] as const;
    for (const [name, frames] of lengths) {
      const path = sharedData(name);
      if (!path) continue;
      let count = 0;
      for await (const { channels } of media.decode(path, { maxSeconds: 600 })) count += channels[0]?.length ?? 0;
      expect(count).toBe(frames);
    }
  });
});

function float32(bytes: Buffer): Float32Array {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
