import { resample } from '../../../audio/resample.ts';
import type { EchoTaps } from './echo-canceller.ts';
import { ECHO_SEARCH_RATE, type EchoPeak, findEchoPeak } from './echo-cepstrum.ts';
import { createEchoFit, type EchoFit } from './echo-fit.ts';
import { repeatsByIntent } from './loop-check.ts';

/** Most echoes that are told apart. */
const MOST_ECHOES = 4;
/** Least fall of the mean logarithm of the power for an echo to be believed. */
const LEAST_GAIN = 0.02;
/** Rounds of fitting after which it shows what kind of echo it is, and those after which the filter hardly moves. */
const ROUNDS_TO_CHOOSE = 2;
const ROUNDS_TO_SETTLE = 5;

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
  const searched = stretches.map(slowed);
  const first = findEchoPeak(searched, rate);
  if (!first || repeatsByIntent(searched, first.delay * rate)) return [];
  const fit = createEchoFit(stretches, sampleRate);
  let echoes: EchoTaps[] = [];
  let unlikelihood = fit.unlikelihood(echoes);
  for (let peak: EchoPeak | undefined = first; peak && echoes.length < MOST_ECHOES; ) {
    const fitted = await fitAnother(fit, echoes, peak, onTurn);
    const left = fit.unlikelihood(fitted);
    if (left > unlikelihood - LEAST_GAIN) break;
    [echoes, unlikelihood] = [fitted, left];
    peak = findEchoPeak(fit.cancelled(echoes).map(slowed), rate);
  }
  return echoes;
}

/** Adds an echo, of the kind that explains more, and fits all. */
async function fitAnother(
  fit: EchoFit,
  echoes: readonly EchoTaps[],
  peak: EchoPeak,
  onTurn: () => Promise<void>,
): Promise<EchoTaps[]> {
  const kinds = echoes.length === 0 ? (['single', 'feedback'] as const) : (['single'] as const);
  const tried: EchoTaps[][] = [];
  for (const kind of kinds) {
    tried.push(fit.refine(fit.add(echoes, peak, kind), ROUNDS_TO_CHOOSE));
    await onTurn();
  }
  const chosen = tried.reduce((best, each) => (fit.unlikelihood(each) < fit.unlikelihood(best) ? each : best));
  const fitted = fit.refine(chosen, ROUNDS_TO_SETTLE);
  await onTurn();
  return fitted;
}
