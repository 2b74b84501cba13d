import { resample } from '../../../audio/resample.ts';
import type { EchoTaps } from './echo-canceller.ts';
import { ECHO_SEARCH_RATE, type EchoPeak, findEchoPeak } from './echo-cepstrum.ts';
import { createEchoFit, type EchoFit } from './echo-fit.ts';
import { repeatsByIntent } from './loop-check.ts';

/** Most echoes that are told apart. */
const MOST_ECHOES = 4;
/** Least fall of the mean logarithm of the power for an echo to be believed. */
const LEAST_GAIN = 0.02;
/** Rounds of fitting after which filters hardly move, from a plain delay and from another channel's filters. */
const ROUNDS = 6;
const ROUNDS_FROM_GUESS = 3;

/**
 * Finds the echoes of one channel: the most prominent by the cepstrum, its filter by fitting it, both as a sound that comes
 * back once and as one that comes back again and again, whichever explains more; then the next, of what is left.
 * @param stretches - Of one channel.
 * @param guess - Echoes that another channel has: they are tried first.
 * @param onTurn - Called between steps; may wait, and may throw to end the search.
 * @returns None where there is none.
 */
export async function findEchoes(
  stretches: readonly Float32Array[],
  sampleRate: number,
  guess: readonly EchoTaps[],
  onTurn: () => Promise<void>,
): Promise<EchoTaps[]> {
  const rate = Math.min(sampleRate, ECHO_SEARCH_RATE);
  const slowed = (samples: Float32Array) => resample({ channels: [samples], sampleRate }, rate).channels[0] ?? samples;
  const searched = stretches.map(slowed);
  const first = findEchoPeak(searched, rate);
  if (!first || repeatsByIntent(searched, first.delay * rate)) return [];
  const fit = createEchoFit(stretches, sampleRate);
  let echoes: EchoTaps[] = [];
  let peak: EchoPeak | undefined = first;
  let unlikelihood = fit.unlikelihood(echoes);
  if (guess.length > 0) {
    const fitted = fit.refine(guess, ROUNDS_FROM_GUESS);
    const left = fit.unlikelihood(fitted);
    const other = findEchoPeak(fit.cancelled(fitted).map(slowed), rate);
    if (!other && left <= unlikelihood - LEAST_GAIN) return fitted;
  }
  for (; peak && echoes.length < MOST_ECHOES; ) {
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
  const begun: EchoTaps[][] = [];
  for (const kind of kinds) {
    begun.push(fit.add(echoes, peak, kind));
    await onTurn();
  }
  const fitted = fit.refine(fit.likeliest(begun), ROUNDS);
  await onTurn();
  return fitted;
}
