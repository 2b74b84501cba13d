import { createLoudnessMeter } from '../../audio/loudness-meter.ts';
import { levelToDb } from '../../audio/measure.ts';
import type { PcmSource } from '../../audio/pcm-source.ts';
import { finiteBlocks, type ReadOptions } from './finite-blocks.ts';
import { createTruePeakMeter } from './true-peak-meter.ts';

/** A stretch of time, seconds. */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

/** How loud a recording is. */
export interface Levels {
  /** Integrated loudness, LUFS (EBU R128); -Infinity for silence, for less than 0.4 s and for rates below 1 kHz. */
  readonly loudness: number;
  /** True peak, dBTP; -Infinity for digital silence. */
  readonly truePeak: number;
  /** Stretches of silence of at least 0.3 s. */
  readonly silences: readonly TimeSpan[];
  /** Share of the time that is silent, 0 to 1, however short the silence; 1 for no audio. */
  readonly silentShare: number;
  /** Mean square of what is not silent, over all channels. */
  readonly activePower: number;
  /** The same of the mean of all channels. */
  readonly activeMixPower: number;
}

/** Level of silence over 10 ms, mean square: -60 dB of full scale. */
const SILENT_POWER = 1e-6;
const WINDOW_SECONDS = 0.01;
const SHORTEST_SILENCE = 0.3;
const BLOCK_FRAMES = 65_536;
/** The filters of the loudness measure are not defined below it, hertz. */
const LOWEST_WEIGHTED_RATE = 1000;

/** Measures a recording in one reading, in blocks. */
export async function measureLevels(source: PcmSource, options: ReadOptions): Promise<Levels> {
  const { sampleRate } = source;
  const loudness = sampleRate < LOWEST_WEIGHTED_RATE ? undefined : createLoudnessMeter(sampleRate, source.channels);
  const truePeak = createTruePeakMeter(sampleRate, source.channels);
  const silence = silenceMeter(Math.max(1, Math.round(WINDOW_SECONDS * sampleRate)));
  for await (const channels of finiteBlocks(source, BLOCK_FRAMES, options)) {
    loudness?.push(channels);
    truePeak.push(channels);
    silence.push(channels);
  }
  const { spans, ...powers } = silence.end();
  return {
    loudness: loudness?.integrated() ?? Number.NEGATIVE_INFINITY,
    truePeak: levelToDb(truePeak.peak()),
    silences: spans
      .map(({ start, end }) => ({ start: start / sampleRate, end: end / sampleRate }))
      .filter(({ start, end }) => end - start >= SHORTEST_SILENCE),
    ...powers,
  };
}

/** Tells windows with sound from windows without. */
function silenceMeter(windowFrames: number) {
  const spans: Array<{ start: number; end: number }> = [];
  let [frames, silentFrames, filled] = [0, 0, 0];
  let [power, mixPower, activePower, activeMixPower] = [0, 0, 0, 0];

  const endWindow = () => {
    if (filled === 0) return;
    const start = frames - filled;
    if (power / filled >= SILENT_POWER) {
      activePower += power;
      activeMixPower += mixPower;
    } else {
      silentFrames += filled;
      const last = spans.at(-1);
      if (last?.end === start) last.end = frames;
      else spans.push({ start, end: frames });
    }
    [filled, power, mixPower] = [0, 0, 0];
  };
  return {
    push(channels: readonly Float32Array[]) {
      const total = channels[0]?.length ?? 0;
      for (let from = 0; from < total; ) {
        const count = Math.min(windowFrames - filled, total - from);
        const sums = powersOf(channels, from, from + count);
        power += sums.power;
        mixPower += sums.mixPower;
        filled += count;
        frames += count;
        from += count;
        if (filled === windowFrames) endWindow();
      }
    },
    end() {
      endWindow();
      const active = Math.max(1, frames - silentFrames);
      return {
        spans,
        silentShare: frames === 0 ? 1 : silentFrames / frames,
        activePower: activePower / active,
        activeMixPower: activeMixPower / active,
      };
    },
  };
}

/** Sums of squares of a stretch: over all channels, divided by their number, and of their mean. */
function powersOf(channels: readonly Float32Array[], from: number, to: number): { power: number; mixPower: number } {
  let [power, mixPower] = [0, 0];
  for (let frame = from; frame < to; frame++) {
    let sum = 0;
    for (const channel of channels) {
      const value = channel[frame] ?? 0;
      power += value * value;
      sum += value;
    }
    mixPower += sum * sum;
  }
  return { power: power / channels.length, mixPower: mixPower / channels.length ** 2 };
}
