import { describe, expect, it } from 'vitest';
import { resolveEncodingSettings } from './encoding-settings.ts';

describe('resolveEncodingSettings', () => {
  it.each([
    ['mp3', 24_000, 1, 320, { sampleRate: 24_000, channels: 1, bitrate: 160 }],
    ['mp3', 48_000, 2, 320, { sampleRate: 48_000, channels: 2, bitrate: 320 }],
    ['mp3', 20_000, 1, 128, { sampleRate: 22_050, channels: 1, bitrate: 128 }],
    ['mp3', 8000, 1, 128, { sampleRate: 8000, channels: 1, bitrate: 64 }],
    ['opus', 16_000, 1, 320, { sampleRate: 48_000, channels: 1, bitrate: 256 }],
    ['aac', 8000, 1, 128, { sampleRate: 8000, channels: 1, bitrate: 48 }],
    ['m4a', 44_100, 2, 192, { sampleRate: 44_100, channels: 2, bitrate: 192 }],
    ['ogg', 22_050, 1, 128, { sampleRate: 22_050, channels: 1, bitrate: 88 }],
    ['flac', 37_123, 2, 128, { sampleRate: 37_123, channels: 2, bitrate: undefined }],
    ['wav', 96_000, 1, 128, { sampleRate: 96_000, channels: 1, bitrate: undefined }],
    ['flac', 384_000, 1, 128, { sampleRate: 192_000, channels: 1, bitrate: undefined }],
  ] as const)(
    'makes of %s at %i Hz, %i channels and %i kbit/s what the format allows',
    (format, sampleRate, channels, bitrate, expected) => {
      expect(resolveEncodingSettings(format, { sampleRate, channels, bitrate })).toEqual(expected);
    },
  );

  it('refuses what is no rate, bitrate or channel count', () => {
    expect(() => resolveEncodingSettings('mp3', { sampleRate: Number.NaN, channels: 1, bitrate: 128 })).toThrow(
      RangeError,
    );
    expect(() => resolveEncodingSettings('mp3', { sampleRate: 24_000, channels: 3, bitrate: 128 })).toThrow(RangeError);
    expect(() => resolveEncodingSettings('mp3', { sampleRate: 24_000, channels: 1, bitrate: 0 })).toThrow(RangeError);
  });
});
