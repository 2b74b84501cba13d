import type { PcmSource } from '../../../audio/pcm-source.ts';
import { LineSpectrumMeter } from './line-spectrum.ts';
import { createLowBand } from './low-band.ts';
import { findHum } from './mains-hum.ts';
import { MusicMeter } from './music-likelihood.ts';

/** What the first look at a recording finds. */
export interface RecordingProfile {
  /** Root mean square over all channels, linear. */
  readonly level: number;
  /** Lines of hum, hertz. */
  readonly humLines: readonly number[];
  /** How much a moment sounds like music, 0 to 1. @param seconds - Since the start. */
  readonly music: (seconds: number) => number;
}

/** Reads a recording once and says what is in it. @param onBlock - Called after each block, with its frames. */
export async function profileRecording(
  source: PcmSource,
  onBlock: (frames: number) => Promise<void>,
): Promise<RecordingProfile> {
  const lowBand = createLowBand(source.sampleRate, source.channels);
  const lowFrames = (source.frames * lowBand.sampleRate) / source.sampleRate;
  const lines = new LineSpectrumMeter(lowBand.sampleRate, source.channels, lowFrames);
  const music = new MusicMeter(lowBand.sampleRate, source.channels);
  const look = (low: readonly Float32Array[]) => {
    lines.push(low);
    music.push(low);
  };
  let energy = 0;
  for await (const { channels } of source.read()) {
    for (const channel of channels) for (const value of channel) energy += value * value;
    look(lowBand.push(channels));
    await onBlock(channels[0]?.length ?? 0);
  }
  look(lowBand.flush());
  const spectrum = lines.spectrum();
  const hum = spectrum && findHum(spectrum);
  return {
    level: Math.sqrt(energy / Math.max(1, source.frames * source.channels)),
    humLines: hum?.lines ?? [],
    music: music.likelihood(hum?.hertz),
  };
}
