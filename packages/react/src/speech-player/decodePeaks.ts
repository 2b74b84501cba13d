import { computePeaks } from '@potoo/core/audio';
import type { PcmTrack, PlayerSource } from '@potoo/core/player';
import type { SourcePeaks } from './source-peaks.ts';

/** Peaks per second. */
const PEAKS_PER_SECOND = 50;

/** Rate that audio is decoded at, hertz. */
const DECODING_RATE = 16_000;

/** Decodes a file in the browser, and finds its peaks. */
export async function decodePeaks(source: Exclude<PlayerSource, PcmTrack>, signal: AbortSignal): Promise<SourcePeaks> {
  const bytes = await bytesOf(source, signal);
  const decoded = await new OfflineAudioContext(1, 1, DECODING_RATE).decodeAudioData(bytes);
  const channels = Array.from({ length: decoded.numberOfChannels }, (_, index) => decoded.getChannelData(index));
  const buckets = Math.max(1, Math.ceil(decoded.duration * PEAKS_PER_SECOND));
  return { peaks: computePeaks({ channels, sampleRate: decoded.sampleRate }, buckets), covered: decoded.duration };
}

async function bytesOf(source: Exclude<PlayerSource, PcmTrack>, signal: AbortSignal): Promise<ArrayBuffer> {
  if (typeof source === 'object' && 'blob' in source) return source.blob().arrayBuffer();
  if (source instanceof Blob) return source.arrayBuffer();
  return (await fetch(source, { signal })).arrayBuffer();
}
