import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PotooError } from '@potoo/core';
import { afterAll, describe, expect, it } from 'vitest';
import { sharedData } from '../../testing/shared-data.ts';
import { ffmpeg, hasProgram, runProgram } from '../__fixtures__/programs.ts';
import { gather, gatherBytes, inBlocks, melody, snrDb, tone } from '../__fixtures__/signals.ts';
import type { AudioInfo } from '../contract.ts';
import { encodeWav } from '../encode/encode-wav.ts';
import { STREAMED_WAV_BYTES, wavHeader } from '../wav-header.ts';
import { decodeWav } from './decode-wav.ts';

const folder = mkdtempSync(join(tmpdir(), 'potoo-wav-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const hasFfmpeg = hasProgram('ffmpeg');
const hasSox = hasProgram('sox', '--version');
const hasPython = hasProgram('python3', '--version');

async function decode(path: string) {
  const infos: AudioInfo[] = [];
  const pcm = await gather(decodeWav(path, { onInfo: (info) => infos.push(info) }));
  return { pcm, info: infos[0] };
}

async function write(name: string, streaming: boolean, seconds = 1, channels = 2): Promise<string> {
  const wav = encodeWav(inBlocks(melody(seconds, { channels })), {
    sampleRate: 24_000,
    channels,
    streaming,
    comment: 'Synthetic speech',
  });
  writeFileSync(at(name), await gatherBytes(wav));
  return at(name);
}

describe('encodeWav', () => {
  it.each([true, false])('gives back what was written (streaming: %s)', async (streaming) => {
    const { pcm, info } = await decode(await write('own.wav', streaming));
    expect(info).toEqual({ format: 'wav/pcm-s16', sampleRate: 24_000, channels: 2 });
    expect(pcm.channels).toHaveLength(2);
    expect(pcm.channels[0]).toHaveLength(24_000);
    expect(snrDb(pcm.channels[1] ?? new Float32Array(), melody(1).channels[0] ?? new Float32Array())).toBeGreaterThan(
      80,
    );
  });

  it('states the right lengths in a whole file', async () => {
    const bytes = await gatherBytes(
      encodeWav(inBlocks(tone(440, 0.5)), { sampleRate: 24_000, channels: 1, streaming: false }),
    );
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    expect(bytes).toHaveLength(44 + 24_000);
    expect(view.getUint32(4, true)).toBe(bytes.length - 8);
    expect(view.getUint32(40, true)).toBe(24_000);
  });

  it('states lengths in a stream that stay positive in signed 32-bit readers', () => {
    const header = wavHeader({ sampleRate: 24_000, channels: 1, comment: 'odd' });
    const view = new DataView(header.buffer);
    expect(view.getInt32(4, true)).toBeGreaterThan(STREAMED_WAV_BYTES);
    expect(view.getInt32(header.length - 4, true)).toBe(STREAMED_WAV_BYTES);
  });

  it('clips instead of wrapping around', async () => {
    const loud = { channels: [Float32Array.of(2, -2, Number.NaN, 1, -1)], sampleRate: 8000 };
    writeFileSync(
      at('loud.wav'),
      await gatherBytes(encodeWav(inBlocks(loud), { sampleRate: 8000, channels: 1, streaming: false })),
    );
    const { pcm } = await decode(at('loud.wav'));
    expect([...(pcm.channels[0] ?? [])]).toEqual([32767 / 32768, -1, 0, 32767 / 32768, -1]);
  });

  it.skipIf(!hasPython).each([true, false])("is read by Python's wave module (streaming: %s)", async (streaming) => {
    const path = await write('python.wav', streaming);
    const script =
      'import sys,wave; w=wave.open(sys.argv[1]); print(w.getframerate(), w.getnchannels(), len(w.readframes(w.getnframes())))';
    expect(runProgram('python3', '-c', script, path).stdout.toString().trim()).toBe('24000 2 96000');
  });

  it.skipIf(!hasFfmpeg || !hasSox).each([true, false])(
    'is read by ffmpeg and sox (streaming: %s)',
    async (streaming) => {
      const path = await write('others.wav', streaming);
      expect(ffmpeg('-i', path, '-f', 's16le', '-')).toHaveLength(96_000);
      expect(runProgram('sox', path, '-t', 'raw', '-').stdout).toHaveLength(96_000);
      const probed = runProgram(
        'ffprobe',
        '-v',
        'error',
        '-show_entries',
        'format_tags=comment',
        '-of',
        'csv=p=0',
        path,
      );
      expect(probed.stdout.toString().trim()).toBe('Synthetic speech');
    },
  );
});

const ENCODINGS: ReadonlyArray<readonly [codec: string, format: string, snr: number]> = [
  ['pcm_u8', 'wav/pcm-u8', 30],
  ['pcm_s16le', 'wav/pcm-s16', 75],
  ['pcm_s24le', 'wav/pcm-s24', 75],
  ['pcm_s32le', 'wav/pcm-s32', 75],
  ['pcm_f32le', 'wav/pcm-f32', 75],
  ['pcm_f64le', 'wav/pcm-f64', 75],
  ['pcm_alaw', 'wav/alaw', 30],
  ['pcm_mulaw', 'wav/mulaw', 30],
];

describe('decodeWav', () => {
  it.skipIf(!hasFfmpeg).each(ENCODINGS)('reads %s', async (codec, format, snr) => {
    const source = await write('source.wav', false);
    ffmpeg('-i', source, '-c:a', codec, at(`${codec}.wav`));
    const { pcm, info } = await decode(at(`${codec}.wav`));
    expect(info).toEqual({ format, sampleRate: 24_000, channels: 2 });
    expect(pcm.channels[0]).toHaveLength(24_000);
    expect(snrDb(pcm.channels[0] ?? new Float32Array(), melody(1).channels[0] ?? new Float32Array())).toBeGreaterThan(
      snr,
    );
  });

  it.skipIf(!hasFfmpeg)('reads more than two channels (WAVE_FORMAT_EXTENSIBLE) and RF64', async () => {
    const source = await write('source.wav', false);
    ffmpeg('-i', source, '-ac', '6', '-c:a', 'pcm_s24le', at('six.wav'));
    expect((await decode(at('six.wav'))).pcm.channels).toHaveLength(6);
    ffmpeg('-i', source, '-rf64', 'always', at('rf64.wav'));
    expect((await decode(at('rf64.wav'))).pcm.channels[0]).toHaveLength(24_000);
  });

  it.each([0, 1, 0x7fffffff, 0xffffffff])('reads what is there when the header states %d bytes', async (stated) => {
    const bytes = await gatherBytes(
      encodeWav(inBlocks(tone(440, 0.5)), { sampleRate: 24_000, channels: 1, streaming: false }),
    );
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(40, stated, true);
    writeFileSync(at('lying.wav'), bytes);
    if (stated === 1) await expect(decode(at('lying.wav'))).rejects.toMatchObject({ reason: 'undecodable_audio' });
    else expect((await decode(at('lying.wav'))).pcm.channels[0]).toHaveLength(12_000);
  });

  it('reads every odd WAV file of the shared data, or says what is wrong with it', async () => {
    const hound = sharedData('bad-media/hound');
    if (!hound) return;
    const outcomes = new Map<string, string>();
    for (const name of await readdir(hound)) {
      const outcome = await decode(join(hound, name)).then(
        ({ info, pcm }) => `${info?.format} ${pcm.channels[0]?.length}`,
        (error: unknown) => (PotooError.isInstance(error) ? String(error.reason) : String(error)),
      );
      outcomes.set(name, outcome);
      expect(outcome).toMatch(/^(wav\/\S+ \d+|undecodable_audio)$/);
    }
    expect(outcomes.get('pcmwaveformat-16bit-44100Hz-mono.wav')).toMatch(/^wav\/pcm-s16/);
    expect(outcomes.get('pcmwaveformat-24bit-4byte-48kHz-stereo.wav')).toBe('wav/pcm-s24 2');
    expect(outcomes.get('waveformatextensible-ieeefloat-44100Hz-mono.wav')).toMatch(/^wav\/pcm-f32/);
  });
});
