import { resample } from '../../audio/resample.ts';
import { ECHO_SEARCH_RATE, findEchoPeak } from './echo-cepstrum.ts';
import { createEchoFit } from './echo-fit.ts';
import type { EchoTaps } from './echo-path.ts';

/** Most echoes that are told apart. */
const MOST_ECHOES = 4;
/** Least fall of the mean logarithm of the power for an echo to be believed. */
const LEAST_GAIN = 0.02;

/**
 * Finds the echoes of one channel: the most prominent by the cepstrum, its filter by fitting it, both as a sound that comes
 * back once and as one that comes back again and again, whichever explains more; then the next, of what is left.
 * @param stretches - Of one channel.
 * @param onTurn - Called between steps; may wait, and may throw to end the search.
 * @returns None where there is none.
 */
export async function findEchoes(
  stretches: readonly Float32Array[],
  sampleRate: number,
  onTurn: () => Promise<void>,
): Promise<EchoTaps[]> {
  const rate = Math.min(sampleRate, ECHO_SEARCH_RATE);
  const slowed = (samples: Float32Array) => resample({ channels: [samples], sampleRate }, rate).channels[0] ?? samples;
  const first = findEchoPeak(stretches.map(slowed), rate);
  if (!first) return [];
  const fit = createEchoFit(stretches, sampleRate);
  let echoes: EchoTaps[] = [];
  let unlikelihood = fit.unlikelihood(echoes);
  for (let peak: typeof first | undefined = first; peak && echoes.length < MOST_ECHOES; ) {
    const fits = [];
    for (const kind of echoes.length === 0 ? (['single', 'feedback'] as const) : (['single'] as const)) {
      await onTurn();
      const fitted = fit.add(echoes, peak, kind);
      fits.push({ fitted, unlikelihood: fit.unlikelihood(fitted) });
    }
    const best = fits.reduce((least, each) => (each.unlikelihood < least.unlikelihood ? each : least));
    if (best.unlikelihood > unlikelihood - LEAST_GAIN) break;
    ({ fitted: echoes, unlikelihood } = best);
    peak = findEchoPeak(fit.cancelled(echoes).map(slowed), rate);
  }
  return echoes;
}
