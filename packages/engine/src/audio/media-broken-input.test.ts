import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AudioFormat, PotooError } from '@potoo/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedData } from '../testing/shared-data.ts';
import { ffmpeg, hasProgram } from './__fixtures__/programs.ts';
import { gatherBytes, inBlocks, melody, seededRandom, tone } from './__fixtures__/signals.ts';
import { createMedia } from './media.ts';

const folder = mkdtempSync(join(tmpdir(), 'potoo-broken-'));
const media = createMedia({ processes: 1 });
afterAll(async () => {
  await media.close();
  rmSync(folder, { recursive: true });
});
const at = (name: string) => join(folder, name);
const hasFfmpeg = hasProgram('ffmpeg');

/** Decodes a file to its end: how many frames there were, or the reason why there were none. */
async function outcomeOf(path: string, maxSeconds = 600): Promise<number | string> {
  let frames = 0;
  try {
    for await (const { channels } of media.decode(path, { maxSeconds })) {
      for (const channel of channels) expect(channel.every(Number.isFinite)).toBe(true);
      frames += channels[0]?.length ?? 0;
    }
    return frames;
  } catch (error) {
    if (!PotooError.isInstance(error)) throw error;
    expect(error.message.length).toBeGreaterThan(20);
    expect(error.hint, error.message).toBeTruthy();
    return String(error.reason);
  }
}

async function encoded(format: AudioFormat): Promise<Uint8Array> {
  const options = { format, bitrate: 96, sampleRate: 24_000, channels: 1, streaming: false };
  return await gatherBytes(media.encode(inBlocks(melody(2)), options));
}

describe('decode, of what is not audio', () => {
  it.each([
    ['empty.mp3', ''],
    ['words.mp3', 'This is a text about audio, and no audio.\n'],
    ['list.mp3', `ffconcat version 1.0\nfile '/etc/passwd'\n`],
    ['list.m3u8', '#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n'],
    ['session.mp3', 'v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 9 RTP/AVP 0\n'],
    ['tag.mp3', 'ID3\x04\0\0\0\0\0\x0aTIT2......'],
    ['picture.wav', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
    ['header.wav', 'RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\xbb\0\0\0\x77\x01\0\x02\0\x10\0data\0\0\0\0'],
    ['header.flac', 'fLaC'],
    ['header.ogg', 'OggS'],
    ['header.webm', '\x1a\x45\xdf\xa3'],
    ['header.m4a', '\0\0\0\x18ftypM4A \0\0\0\0'],
  ])('refuses %s as undecodable', async (name, content) => {
    writeFileSync(at(name), content, 'latin1');
    expect(await outcomeOf(at(name))).toBe('undecodable_audio');
  });

  it('says that an empty file is empty, what a wrong one is, and which formats work', async () => {
    writeFileSync(at('empty.mp3'), '');
    writeFileSync(at('list.mp3'), 'ffconcat version 1.0\n');
    const read = async (name: string) => {
      for await (const _ of media.decode(at(name), { maxSeconds: 10, fileName: name }));
    };
    await expect(read('empty.mp3')).rejects.toThrow(/empty/);
    await expect(read('list.mp3')).rejects.toMatchObject({
      code: 'bad_request',
      message: expect.stringContaining('an ffconcat script'),
      hint: expect.stringContaining('flac'),
    });
    await expect(read('absent.mp3')).rejects.toMatchObject({ code: 'bad_request', reason: 'missing_file' });
  });

  it.skipIf(!hasFfmpeg).each(['mp4', 'webm'])(
    'refuses a silent film in %s for having no audio track',
    async (format) => {
      ffmpeg('-f', 'lavfi', '-i', 'testsrc=d=0.4:s=64x64', '-an', '-f', format, at(`film.${format}`));
      expect(await outcomeOf(at(`film.${format}`))).toBe('no_audio_track');
    },
  );
});

describe('decode, of damaged files', () => {
  const sources = new Map<string, Uint8Array>();
  beforeAll(async () => {
    for (const format of ['mp3', 'wav', 'flac', 'ogg', 'opus', 'm4a', 'aac'] as const)
      sources.set(format, await encoded(format));
    if (!hasFfmpeg) return;
    writeFileSync(at('source.wav'), sources.get('wav') ?? '');
    for (const [name, codec] of [
      ['webm', 'libopus'],
      ['mkv', 'aac'],
      ['mp4', 'aac'],
    ] as const) {
      ffmpeg('-i', at('source.wav'), '-c:a', codec, at(`source.${name}`));
      sources.set(name, readFileSync(at(`source.${name}`)));
    }
  });

  it('gives audio or a typed error for 30 damaged files of each format', async () => {
    const random = seededRandom(20_240_517);
    for (const [format, bytes] of sources) {
      const outcomes: Array<number | string> = [];
      for (let round = 0; round < 30; round++) {
        writeFileSync(at(`damaged.${format}`), damage(bytes, round % 3, random));
        outcomes.push(await outcomeOf(at(`damaged.${format}`)));
      }
      for (const outcome of outcomes) if (typeof outcome === 'string') expect(outcome).toBe('undecodable_audio');
      expect(outcomes.filter((outcome) => typeof outcome === 'number').length, format).toBeGreaterThan(5);
    }
  });

  it('gives what is there of a file that was cut off in the middle', async () => {
    for (const format of ['mp3', 'wav', 'flac', 'ogg', 'opus', 'm4a', 'aac', 'webm', 'mkv']) {
      const bytes = sources.get(format);
      if (!bytes) continue;
      writeFileSync(at(`cut.${format}`), bytes.subarray(0, Math.floor(bytes.length * 0.6)));
      const frames = await outcomeOf(at(`cut.${format}`));
      expect(frames, format).toBeGreaterThan(LEAST_OF_CUT[format] ?? 20_000);
    }
  });

  it('ends, rather than searching for ever, where zeros follow a cut', async () => {
    const webm = sources.get('webm');
    if (!webm) return;
    writeFileSync(
      at('zeros.webm'),
      Buffer.concat([webm.subarray(0, Math.floor(webm.length * 0.6)), Buffer.alloc(100_000)]),
    );
    expect(await outcomeOf(at('zeros.webm'))).toBeGreaterThan(40_000);
  });

  it.each(['claxon', 'ietf-flac', 'minimp3-fuzz', 'hound'])(
    'survives every file of the shared bad-media/%s',
    async (name) => {
      const bad = sharedData(`bad-media/${name}`);
      if (!bad) return;
      const outcomes = new Map<string, number | string>();
      for (const file of readdirSync(bad)) outcomes.set(file, await outcomeOf(join(bad, file)));
      for (const outcome of outcomes.values())
        if (typeof outcome === 'string') expect(outcome).toBe('undecodable_audio');
      expect([...outcomes.values()].some((outcome) => typeof outcome === 'number')).toBe(true);
    },
  );
});

describe('decode, of too much', () => {
  it.skipIf(!hasFfmpeg)('refuses 72 kB of FLAC that decode to ten hours, at any limit', async () => {
    ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'anullsrc=r=8000:cl=mono',
      '-t',
      '36000',
      '-c:a',
      'flac',
      '-frame_size',
      '65535',
      at('bomb.flac'),
    );
    for (const maxSeconds of [60, 3600]) {
      const started = performance.now();
      expect(await outcomeOf(at('bomb.flac'), maxSeconds)).toBe('audio_too_long');
      expect(performance.now() - started).toBeLessThan(2000);
    }
  });

  it('counts seconds while decoding, whatever the header says', async () => {
    for (const format of ['mp3', 'wav', 'flac', 'ogg', 'm4a'] as const) {
      writeFileSync(at(`long.${format}`), await encoded(format));
      expect(await outcomeOf(at(`long.${format}`), 1.5), format).toBe('audio_too_long');
      expect(await outcomeOf(at(`long.${format}`), 2.1), format).toBe(48_000);
    }
  });
});

describe('a host', () => {
  it('that dies fails the call it served, and no other', async () => {
    const lonely = createMedia({ processes: 1 });
    try {
      const endless = (async function* () {
        for (;;) yield tone(440, 0.5);
      })();
      const options = { format: 'mp3' as const, bitrate: 128, sampleRate: 24_000, channels: 1, streaming: true };
      const before = childProcesses();
      const doomed = lonely.encode(endless, options)[Symbol.asyncIterator]();
      await doomed.next();
      const [pid] = [...childProcesses()].filter((child) => !before.has(child));
      if (pid === undefined) return;
      process.kill(pid, 'SIGKILL');
      const drain = async () => {
        while (!(await doomed.next()).done);
      };
      await expect(drain()).rejects.toMatchObject({ code: 'internal_error', reason: 'host_crashed' });
      expect((await gatherBytes(lonely.encode(inBlocks(tone(440, 0.2)), options))).length).toBeGreaterThan(1000);
    } finally {
      await lonely.close();
    }
  });
});

/** Frames that 60 % of two seconds give at least: Opus runs at 48 kHz, and the headers of Vorbis are half of so short a file. */
const LEAST_OF_CUT: Readonly<Record<string, number>> = { opus: 50_000, webm: 50_000, ogg: 9000 };

/** Cuts a file off, or overwrites some bytes near its start, or anywhere. */
function damage(bytes: Uint8Array, kind: number, random: () => number): Uint8Array {
  if (kind === 0) return bytes.subarray(0, Math.floor(random() * bytes.length));
  const copy = Uint8Array.from(bytes);
  const reach = kind === 1 ? Math.min(400, copy.length) : copy.length;
  for (let count = 1 + Math.floor(random() * 8); count > 0; count--) {
    copy[Math.floor(random() * reach)] = Math.floor(random() * 256);
  }
  return copy;
}

/** Ids of this process's children (Linux). */
function childProcesses(): Set<number> {
  const children = new Set<number>();
  try {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      try {
        const status = readFileSync(`/proc/${name}/stat`, 'utf8');
        if (Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]) === process.pid) children.add(Number(name));
      } catch {
        // It ended while the list was read.
      }
    }
  } catch {
    process.stderr.write('skipped: killing a host needs /proc, which is absent\n');
  }
  return children;
}
