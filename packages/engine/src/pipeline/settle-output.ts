import type { AudioFormat, Warning } from '@potoo/core';
import { resolveEncodingSettings } from '../audio/encode/encoding-settings.ts';

/** What the caller asked for. */
export interface OutputWishes {
  readonly format: AudioFormat;
  readonly bitrate: number;
  readonly sampleRate?: number | undefined;
  readonly channels?: 'mono' | 'stereo' | undefined;
}

/** What the file will have. */
export interface SettledOutput {
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Said when the format cannot do as asked. */
  readonly warnings: readonly Warning[];
}

const CHANNELS = { mono: 1, stereo: 2 } as const;

/**
 * Settles rate and channels before the work begins, so that what is told of the file is what is in it.
 * @param natural - What the audio has by itself; taken where nothing was asked for.
 */
export function settleOutput(
  { format, bitrate, sampleRate: wanted, channels }: OutputWishes,
  natural: { readonly sampleRate: number; readonly channels: number },
): SettledOutput {
  const settled = resolveEncodingSettings(format, {
    sampleRate: wanted ?? natural.sampleRate,
    channels: channels ? CHANNELS[channels] : natural.channels,
    bitrate,
  });
  const message = `${format} has no rate of ${wanted} Hz: it was written at ${settled.sampleRate} Hz.`;
  const changed = wanted !== undefined && wanted !== settled.sampleRate;
  return {
    sampleRate: settled.sampleRate,
    channels: settled.channels,
    warnings: changed ? [{ type: 'unsupported', subject: 'sampleRate', message }] : [],
  };
}
