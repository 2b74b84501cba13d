import type { AudioFormat, Warning } from '@potoo/core';
import { type EncodingSettings, resolveEncodingSettings } from '../audio/encode/encoding-settings.ts';

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
/** The default, kilobits per second: a format that has no such bitrate is not worth a warning. */
const USUAL_BITRATE = 128;

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
  return {
    sampleRate: settled.sampleRate,
    channels: settled.channels,
    warnings: [...rateWarnings(format, wanted, settled), ...bitrateWarnings(format, bitrate, settled)],
  };
}

function rateWarnings(format: AudioFormat, wanted: number | undefined, { sampleRate }: EncodingSettings): Warning[] {
  if (wanted === undefined || wanted === sampleRate) return [];
  const message = `${format} has no rate of ${wanted} Hz: it was written at ${sampleRate} Hz.`;
  return [{ type: 'unsupported', subject: 'sampleRate', message }];
}

function bitrateWarnings(format: AudioFormat, wanted: number, settled: EncodingSettings): Warning[] {
  const { bitrate = wanted, sampleRate, channels } = settled;
  if (wanted === USUAL_BITRATE || wanted === bitrate) return [];
  const shape = `${sampleRate} Hz in ${channels === 1 ? 'mono' : 'stereo'}`;
  const message = `${format} has no ${wanted} kbit/s at ${shape}: it was written with ${bitrate} kbit/s.`;
  return [{ type: 'unsupported', subject: 'bitrate', message }];
}
