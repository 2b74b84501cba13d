import { createLoudnessMeter } from '../../../audio/loudness-meter.ts';
import { mixChannels } from '../../../audio/mix.ts';
import type { PcmSource } from '../../../audio/pcm-source.ts';
import { BandEdgeMeter } from '../bandwidth/band-edge.ts';
import { LineSpectrumMeter } from './line-spectrum.ts';
import { LowBand } from './low-band.ts';
import { findHumLines } from './mains-hum.ts';
import { MusicMeter } from './music-likelihood.ts';

/** What the first look at a recording finds. */
export interface RecordingProfile {
  /** Root mean square over all channels, linear. */
  readonly level: number;
  /** Root mean square of the mean of all channels: far lower than `level` where they cancel each other out. */
  readonly mixLevel: number;
  /** Integrated loudness, LUFS; -Infinity for silence. */
  readonly loudness: number;
  /** Lines of hum, hertz. */
  readonly humLines: readonly number[];
  /** Above this there is nothing, hertz; half the rate when there is no such edge. */
  readonly bandEdge: number;
  /** How much a moment sounds like music, 0 to 1. @param seconds - Since the start. */
  readonly music: (seconds: number) => number;
  /** How much of the recording is music, 0 to 1. */
  readonly musicShare: number;
}

/** What is worth knowing. */
export interface ProfileWishes {
  /** Otherwise -Infinity. */
  readonly loudness: boolean;
  /** Otherwise half the rate. */
  readonly bandEdge: boolean;
}

/** Reads a recording once and says what is in it. */
export async function profileRecording(source: PcmSource, wishes: ProfileWishes): Promise<RecordingProfile> {
  const { sampleRate, channels, frames } = source;
  const lowBand = new LowBand(sampleRate, channels);
  const lines = new LineSpectrumMeter(lowBand.sampleRate, channels, (frames * lowBand.sampleRate) / sampleRate);
  const notes = new MusicMeter(lowBand.sampleRate, channels);
  const edge = new BandEdgeMeter(sampleRate, channels);
  const loudness = createLoudnessMeter(sampleRate, channels);
  let [energy, mixEnergy] = [0, 0];
  for await (const block of source.read()) {
    const energies = energiesOf(block.channels);
    energy += energies.all;
    mixEnergy += energies.mix;
    const low = lowBand.push(block.channels);
    lines.push(low);
    notes.push(low);
    if (wishes.bandEdge) edge.push(block.channels);
    if (wishes.loudness) loudness.push(block.channels);
  }
  const spectrum = lines.spectrum();
  const humLines = spectrum ? findHumLines(spectrum) : [];
  const music = notes.likelihood(humLines[0]);
  return {
    level: Math.sqrt(energy / Math.max(1, frames * channels)),
    mixLevel: Math.sqrt(mixEnergy / Math.max(1, frames)),
    loudness: loudness.integrated(),
    humLines,
    bandEdge: wishes.bandEdge ? edge.edge() : sampleRate / 2,
    music,
    musicShare: meanOverSeconds(music, frames / sampleRate),
  };
}

/** Sums of squares: of all channels, and of their mean. */
function energiesOf(channels: readonly Float32Array[]): { readonly all: number; readonly mix: number } {
  return { all: energyOf(channels), mix: energyOf(mixChannels(channels, 1)) };
}

function energyOf(channels: readonly Float32Array[]): number {
  let sum = 0;
  for (const values of channels) {
    for (let index = 0; index < values.length; index++) sum += (values[index] ?? 0) ** 2;
  }
  return sum;
}

function meanOverSeconds(value: (seconds: number) => number, duration: number): number {
  const count = Math.max(1, Math.ceil(duration));
  let sum = 0;
  for (let second = 0; second < count; second++) sum += value(second + 0.5);
  return sum / count;
}
