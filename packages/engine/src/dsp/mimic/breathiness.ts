import { aperiodicityBands } from '../vocoder/aperiodicity-bands.ts';
import type { VoiceFrames } from '../vocoder/voice-frames.ts';
import { BREATH_BANDS } from './voice-profile.ts';

/**
 * Measures breath: the median of noise over voice in the voiced frames.
 * @returns Decibels at the {@link BREATH_BANDS} that the recording reaches.
 */
export function measureBreath(frames: VoiceFrames, voiced: readonly boolean[]): number[] {
  const { bands, sampleRate, aperiodicity } = frames;
  // Neither the lowest band, which is voice by definition, nor the highest, which is noise.
  const inner = aperiodicityBands(sampleRate).slice(1, -1);
  return BREATH_BANDS.filter((hertz) => inner.includes(hertz)).map((hertz) => {
    const column = 1 + inner.indexOf(hertz);
    const shares: number[] = [];
    for (const [frame, counts] of voiced.entries()) {
      if (counts) shares.push(aperiodicity[frame * bands + column] ?? 1);
    }
    shares.sort((a, b) => a - b);
    const share = Math.min(0.9999, Math.max(1e-6, shares[shares.length >> 1] ?? 0.5));
    return 10 * Math.log10(share / (1 - share));
  });
}

/**
 * Makes a voice breathier or clearer, each frequency by its own amount.
 * @param decibels - By which noise over voice changes, at {@link BREATH_BANDS}; the last holds above.
 */
export function shiftBreath(frames: VoiceFrames, decibels: readonly number[]): VoiceFrames {
  const { bands, sampleRate, f0 } = frames;
  const factors = aperiodicityBands(sampleRate).map((hertz) => 10 ** (at(decibels, hertz) / 10));
  const aperiodicity = frames.aperiodicity.slice();
  for (let frame = 0; frame < frames.frames; frame++) {
    if (!((f0[frame] ?? 0) > 0)) continue;
    // The ends stay: the lowest band is voice, the highest noise.
    for (let band = 1; band < bands - 1; band++) {
      const index = frame * bands + band;
      const share = aperiodicity[index] ?? 1;
      // A band that is all noise is a hiss, not breath.
      if (share >= 1) continue;
      const noise = share * (factors[band] ?? 1);
      aperiodicity[index] = Math.max(1e-6, noise / (noise + 1 - share));
    }
  }
  return { ...frames, aperiodicity };
}

function at(decibels: readonly number[], hertz: number): number {
  const above = BREATH_BANDS.findIndex((band) => band >= hertz);
  if (decibels.length === 0) return 0;
  if (above < 0 || above >= decibels.length) return decibels.at(-1) ?? 0;
  const high = decibels[above] ?? 0;
  if (above === 0) return high;
  const [from, to] = [BREATH_BANDS[above - 1] ?? 0, BREATH_BANDS[above] ?? 1];
  const low = decibels[above - 1] ?? high;
  return low + ((hertz - from) / (to - from)) * (high - low);
}
