import type { AudioFormat } from '@potoo/core';

/** What an encoder works with, after what its format allows. */
export interface EncodingSettings {
  /** Rate of the encoded audio, hertz. */
  readonly sampleRate: number;
  /** 1 or 2. */
  readonly channels: number;
  /** Kilobits per second; undefined for a lossless format. */
  readonly bitrate: number | undefined;
}

/** Rates that MPEG audio, AAC and the tuned modes of Vorbis share, hertz. */
const LOSSY_RATES = [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000];
const LOSSLESS_RANGE = { lowest: 8000, highest: 192_000 };
const OPUS_RATE = 48_000;

/** Least and most kilobits per second. */
type Range = readonly [lowest: number, highest: number];

/** What libvorbis accepts as an average bitrate, measured: for one channel, and for two. */
const VORBIS_RANGES: Readonly<Record<number, readonly [mono: Range, stereo: Range]>> = {
  8000: [
    [8, 40],
    [12, 84],
  ],
  11025: [
    [12, 48],
    [16, 100],
  ],
  12000: [
    [12, 48],
    [16, 100],
  ],
  16000: [
    [16, 100],
    [24, 200],
  ],
  22050: [
    [16, 88],
    [32, 180],
  ],
  24000: [
    [16, 88],
    [32, 180],
  ],
  32000: [
    [32, 188],
    [36, 380],
  ],
  44100: [
    [32, 240],
    [48, 500],
  ],
  48000: [
    [32, 240],
    [48, 500],
  ],
};

/**
 * Tells what a format makes of the rate, channels and bitrate that were asked for: a rate that it lacks becomes the next
 * higher one, a bitrate out of its range the nearest within it.
 *
 * Opus always runs at 48000 Hz. The bitrate of mp3 depends on its rate (MPEG-1 layer III up to 320, MPEG-2 160, MPEG-2.5
 * 64), that of AAC on rate and channels (6 bits per value), that of Opus on channels (256 each).
 * @throws {RangeError} If rate or bitrate is not a positive finite number, or channels is neither 1 nor 2.
 */
export function resolveEncodingSettings(
  format: AudioFormat,
  {
    sampleRate,
    channels,
    bitrate,
  }: { readonly sampleRate: number; readonly channels: number; readonly bitrate: number },
): EncodingSettings {
  for (const value of [sampleRate, bitrate]) {
    if (!(value > 0 && value < Number.POSITIVE_INFINITY))
      throw new RangeError(`Expected a positive number, got ${value}.`);
  }
  if (channels !== 1 && channels !== 2) throw new RangeError(`Audio is encoded with 1 or 2 channels, not ${channels}.`);
  const rate = supportedRate(format, sampleRate);
  const range = bitrateRange(format, rate, channels);
  return { sampleRate: rate, channels, bitrate: range && Math.round(Math.min(range[1], Math.max(range[0], bitrate))) };
}

function supportedRate(format: AudioFormat, sampleRate: number): number {
  switch (format) {
    case 'opus':
      return OPUS_RATE;
    case 'wav':
    case 'pcm':
    case 'flac':
      return Math.round(Math.min(LOSSLESS_RANGE.highest, Math.max(LOSSLESS_RANGE.lowest, sampleRate)));
    default:
      return LOSSY_RATES.find((rate) => rate >= sampleRate) ?? 48_000;
  }
}

function bitrateRange(format: AudioFormat, sampleRate: number, channels: 1 | 2): Range | undefined {
  switch (format) {
    case 'mp3':
      return sampleRate >= 32_000 ? [32, 320] : [8, sampleRate >= 16_000 ? 160 : 64];
    case 'aac':
    case 'm4a':
      return [16, (6 * sampleRate * channels) / 1000];
    case 'opus':
      return [6, 256 * channels];
    case 'ogg':
      return VORBIS_RANGES[sampleRate]?.[channels === 1 ? 0 : 1];
    default:
      return undefined;
  }
}
