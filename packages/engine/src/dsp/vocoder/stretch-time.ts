import { frameElasticity } from './frame-elasticity.ts';
import { aperiodicityShare, interpolatePitch, interpolateRow } from './interpolate-row.ts';
import { completeAnchors, refineMap, type TimeAnchor } from './time-map.ts';
import { countFrames, type VoiceFrames } from './voice-frames.ts';

/**
 * Changes the tempo of a voice and leaves its pitch and its sounds.
 *
 * The anchors hold exactly. Between two of them, sounds that last give and take more than those that change: a burst stays
 * a burst when its vowel is drawn out.
 * @param map - A factor of the length, 0.2 to 5; or anchors whose times rise. Before the first and after the last, time
 *   runs as it was.
 * @throws {RangeError} If the times do not rise, or a stretch is not 0.2 to 5 times as long as before.
 */
export function stretchTime(frames: VoiceFrames, map: number | readonly TimeAnchor[]): VoiceFrames {
  const { frameSeconds, sampleRate } = frames;
  const duration = frames.length / sampleRate;
  const given = typeof map === 'number' ? [{ from: duration, to: duration * map }] : map;
  const anchors = completeAnchors(given, duration);
  const length = Math.round((anchors.at(-1)?.to ?? 0) * sampleRate);
  const refined = refineMap(anchors, frameElasticity(frames), frameSeconds);
  const count = frames.frames === 0 ? 0 : countFrames(length, sampleRate, frameSeconds);
  return { ...frames, ...readFrames(frames, oldPlaces(refined, count, frameSeconds)), length };
}

/** For each new frame, the place in the old ones, not whole. */
function oldPlaces(map: readonly TimeAnchor[], count: number, frameSeconds: number): Float64Array {
  let index = 1;
  return Float64Array.from({ length: count }, (_, frame) => {
    const time = frame * frameSeconds;
    while (index < map.length - 1 && (map[index]?.to ?? 0) < time) index++;
    const start = map[index - 1] ?? { from: 0, to: 0 };
    const end = map[index] ?? start;
    const share = end.to > start.to ? Math.min(1, (time - start.to) / (end.to - start.to)) : 0;
    return (start.from + share * (end.from - start.from)) / frameSeconds;
  });
}

/** Reads frames at places between them. */
function readFrames(frames: VoiceFrames, places: Float64Array) {
  const { bins, bands } = frames;
  const f0 = new Float32Array(places.length);
  const envelope = new Float32Array(places.length * bins);
  const aperiodicity = new Float32Array(places.length * bands);
  const row = (matrix: Float32Array, columns: number, index: number) =>
    matrix.subarray(index * columns, (index + 1) * columns);
  for (const [index, place] of places.entries()) {
    const from = Math.min(Math.floor(place), frames.frames - 1);
    const to = Math.min(from + 1, frames.frames - 1);
    const share = Math.min(1, place - from);
    const pitchFrom = frames.f0[from] ?? 0;
    const pitchTo = frames.f0[to] ?? 0;
    const noiseShare = aperiodicityShare(pitchFrom, pitchTo, share);
    f0[index] = interpolatePitch(pitchFrom, pitchTo, share);
    interpolateRow(row(frames.envelope, bins, from), row(frames.envelope, bins, to), share, row(envelope, bins, index));
    interpolateRow(
      row(frames.aperiodicity, bands, from),
      row(frames.aperiodicity, bands, to),
      noiseShare,
      row(aperiodicity, bands, index),
    );
  }
  return { frames: places.length, f0, envelope, aperiodicity };
}
