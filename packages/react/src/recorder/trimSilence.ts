import { encodeWav } from '@potoo/core/audio';

/** What is quieter than this counts as silence, decibels of full scale over 10 ms. */
const SILENCE_DB = -45;

/** Silence that is left beside the sound, seconds: a voice begins before it is heard. */
const KEPT_SECONDS = 0.15;

/** Least silence worth cutting off, seconds. */
const LEAST_SECONDS = 0.2;

const WINDOW_SECONDS = 0.01;

/** A recording without the silence at its ends. */
export interface TrimmedRecording {
  /** WAV. */
  readonly blob: Blob;
  /** Seconds. */
  readonly duration: number;
  /** Seconds that were cut off. */
  readonly removed: number;
}

/** Cuts silence off both ends of a recording; gives `undefined` where there is none to cut, or nothing else. */
export async function trimSilence(recording: Blob, sampleRate: number): Promise<TrimmedRecording | undefined> {
  const decoded = await new OfflineAudioContext(1, 1, sampleRate).decodeAudioData(await recording.arrayBuffer());
  const channels = Array.from({ length: decoded.numberOfChannels }, (_, index) => decoded.getChannelData(index));
  const [start, end] = soundBounds(channels, decoded.sampleRate);
  const removed = decoded.duration - (end - start) / decoded.sampleRate;
  if (end <= start || removed < LEAST_SECONDS) return undefined;
  const values = new Int16Array((end - start) * channels.length);
  for (let frame = start; frame < end; frame++) {
    for (const [index, channel] of channels.entries()) {
      const value = Math.max(-1, Math.min(1, channel[frame] ?? 0));
      values[(frame - start) * channels.length + index] = Math.round(value * 0x7fff);
    }
  }
  const wav = encodeWav(values, decoded.sampleRate, channels.length);
  return {
    blob: new Blob([wav], { type: 'audio/wav' }),
    duration: (end - start) / decoded.sampleRate,
    removed,
  };
}

/** First frame of the sound, and the one just past its last, with some silence kept; empty where there is no sound. */
function soundBounds(channels: readonly Float32Array[], sampleRate: number): readonly [number, number] {
  const frames = channels[0]?.length ?? 0;
  const size = Math.max(1, Math.round(WINDOW_SECONDS * sampleRate));
  const threshold = 10 ** (SILENCE_DB / 10);
  const isLoud = (start: number) =>
    channels.some((channel) => {
      let sum = 0;
      const end = Math.min(frames, start + size);
      for (let frame = start; frame < end; frame++) sum += (channel[frame] ?? 0) ** 2;
      return sum / (end - start) > threshold;
    });
  let first = 0;
  while (first < frames && !isLoud(first)) first += size;
  if (first >= frames) return [0, 0];
  let last = frames - (frames % size || size);
  while (!isLoud(last)) last -= size;
  const kept = Math.round(KEPT_SECONDS * sampleRate);
  return [Math.max(0, first - kept), Math.min(frames, last + size + kept)];
}
