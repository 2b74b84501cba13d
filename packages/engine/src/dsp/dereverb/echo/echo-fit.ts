import { correlate } from './correlation.ts';
import { createEchoCanceller, type EchoTaps, HIGHEST_GAIN, peakGain, stabilize } from './echo-canceller.ts';
import type { EchoPeak } from './echo-cepstrum.ts';
import { addFiltered } from './short-filter.ts';
import { linearPrediction, solveToeplitz } from './toeplitz-system.ts';

/** Seconds before and after an echo's delay that its filter covers: delays between frames, and walls that are not mirrors. */
const HALF_WIDTH = 0.0007;
const LEAST_HALF_WIDTH = 12;
const PREDICTION_ORDER = 32;
/** Seconds over which power is taken for even. */
const POWER_SECONDS = 0.01;
/** Powers below this share of the mean count as this share. */
const POWER_FLOOR = 1e-4;
/** Share of the power that is added to it where a filter differs from a plain delay. */
const LOADING = 0.03;
/** Frames around the delay that was found, and steps, in which the plain delay is looked for. */
const SEARCH = 4;
const SEARCH_STEP = 0.125;
const SINC_HALF_WIDTH = 10;
/** Shares of what a filter has besides, of which the first is taken that leaves cancelling stable. */
const SHARES_BESIDES = [1, 0.5, 0.25];
/** Shares of the gain that a peak of the cepstrum tells, with which a fit may begin. */
const START_GAINS = [0.75, 1, 1.25, 1.6];
/** Change of all taps at which the rounds end. */
const SETTLED = 1e-4;

/** A signal whose echoes are fitted: stretches of one channel. */
export interface EchoFit {
  /** Adds an echo that was found, a plain delay as yet, with the likeliest gain. */
  add(echoes: readonly EchoTaps[], peak: EchoPeak, kind: EchoTaps['kind']): EchoTaps[];
  /** Fits all echoes in turn, so many rounds, and gives what was likeliest on the way. */
  refine(echoes: readonly EchoTaps[], rounds: number): EchoTaps[];
  /** The likeliest of several. */
  likeliest(tried: ReadonlyArray<readonly EchoTaps[]>): EchoTaps[];
  /** Mean logarithm of the power that is left when echoes are cancelled: the lower, the likelier they are. */
  unlikelihood(echoes: readonly EchoTaps[]): number;
  /** The stretches without the echoes. */
  cancelled(echoes: readonly EchoTaps[]): Float32Array[];
}

/**
 * Makes a fit. The filters are those at which what is left has nothing in common with itself one delay ago: least squares
 * of the whitened signal, each moment weighted by the inverse power of the sound itself as in weighted prediction error, so
 * that pauses tell most, where nothing but the echo is heard. What is left is not known before the filter is, so both are
 * found in turn (pseudo-linear regression: Ljung & Söderström 1983).
 */
export function createEchoFit(stretches: readonly Float32Array[], sampleRate: number): EchoFit {
  const halfWidth = Math.max(LEAST_HALF_WIDTH, Math.round(HALF_WIDTH * sampleRate));
  const taps = 2 * halfWidth + 1;
  const powerFrames = Math.round(POWER_SECONDS * sampleRate);
  const whitening = linearPrediction(
    sumOf(stretches.map((stretch) => correlate(stretch, stretch, PREDICTION_ORDER + 1))),
  );
  const heard = stretches.map((stretch) => filtered(stretch, whitening));

  function cancelledFrom(signals: readonly Float32Array[], echoes: readonly EchoTaps[]): Float32Array[] {
    return signals.map((signal) => {
      const clean = signal.slice();
      createEchoCanceller(echoes).process(clean);
      return clean;
    });
  }

  /** Fits one echo, the others as they are. */
  function refit(echoes: readonly EchoTaps[], at: number): EchoTaps[] {
    const echo = echoes[at];
    if (!echo) return [...echoes];
    const clean = cancelledFrom(heard, echoes);
    const autocorrelations: Float64Array[] = [];
    const crosscorrelations: Float64Array[] = [];
    for (const [index, signal] of heard.entries()) {
      const left = clean[index] ?? signal;
      const source = echo.kind === 'single' ? left : signal;
      // With the echo itself: what is left, and what this filter now takes.
      const target = left.slice();
      addFiltered(target, echo.delay, target.length - echo.delay, source, 0, echo.taps, 1);
      const weights = inversePower(left, powerFrames);
      const past = new Float32Array(source.length);
      past.set(source.subarray(0, Math.max(0, source.length - echo.delay)), Math.min(source.length, echo.delay));
      for (let t = 0; t < weights.length; t++) {
        past[t] = (weights[t] ?? 0) * (past[t] ?? 0);
        target[t] = (weights[t] ?? 0) * (target[t] ?? 0);
      }
      autocorrelations.push(correlate(past, past, taps));
      crosscorrelations.push(correlate(past, target, taps));
    }
    const solution = solveNearDelay(sumOf(autocorrelations), sumOf(crosscorrelations));
    return stabilize(echoes.with(at, { ...echo, taps: solution }));
  }

  function unlikelihood(echoes: readonly EchoTaps[]): number {
    let [sum, count] = [0, 0];
    for (const signal of cancelledFrom(heard, echoes)) {
      for (const power of framePowers(signal, powerFrames)) {
        sum += Math.log(power);
        count++;
      }
    }
    return sum / Math.max(1, count);
  }

  function likeliest(tried: ReadonlyArray<readonly EchoTaps[]>): EchoTaps[] {
    const judged = tried.map((echoes) => ({ echoes, unlikelihood: unlikelihood(echoes) }));
    return judged.reduce((best, each) => (each.unlikelihood < best.unlikelihood ? each : best)).echoes.slice();
  }

  return {
    add(echoes, { delay, gain }, kind) {
      const first = Math.max(1, Math.round(delay * sampleRate) - halfWidth);
      const plain = plainDelay(taps, delay * sampleRate - first);
      // From far away, the rounds can come to rest where echoes of echoes hide the echo.
      const begun = START_GAINS.map((factor) => {
        const level = Math.max(-HIGHEST_GAIN, Math.min(HIGHEST_GAIN, factor * gain));
        return stabilize([...echoes, { delay: first, taps: Float32Array.from(plain, (tap) => level * tap), kind }]);
      });
      return likeliest(begun);
    },
    refine(echoes, rounds) {
      const tried: EchoTaps[][] = [[...echoes]];
      for (let round = 0; round < rounds; round++) {
        const before = tried.at(-1) ?? [];
        let fitted = before;
        for (const at of before.keys()) fitted = refit(fitted, at);
        tried.push(fitted);
        if (change(before, fitted) < SETTLED) break;
      }
      return likeliest(tried);
    },
    likeliest,
    unlikelihood,
    cancelled: (echoes) => cancelledFrom(stretches, echoes),
  };
}

/**
 * Solves the normal equations of a filter that is nearly a plain delay: first the delay and gain that explain most, then what
 * the filter has besides, as little of it as the signal demands. At frequencies that are not heard the echo is plain.
 */
function solveNearDelay(autocorrelation: Float64Array, crosscorrelation: Float64Array): Float32Array {
  const taps = crosscorrelation.length;
  const middle = (taps - 1) / 2;
  let best = { explained: 0, filter: new Float64Array(taps), rest: crosscorrelation };
  for (let delay = middle - SEARCH; delay <= middle + SEARCH; delay += SEARCH_STEP) {
    const filter = plainDelay(taps, delay);
    const product = toeplitzProduct(autocorrelation, filter);
    const common = dot(filter, crosscorrelation);
    const power = dot(filter, product);
    if (!(common ** 2 > best.explained * power)) continue;
    const gain = common / power;
    best = {
      explained: common ** 2 / power,
      filter: filter.map((value) => gain * value),
      rest: crosscorrelation.map((value, tap) => value - gain * (product[tap] ?? 0)),
    };
  }
  const besides = solveToeplitz(autocorrelation, best.rest, LOADING);
  for (const share of SHARES_BESIDES) {
    const filter = Float32Array.from(best.filter, (value, tap) => value + share * (besides[tap] ?? 0));
    if (peakGain(filter) <= HIGHEST_GAIN) return filter;
  }
  return Float32Array.from(best.filter);
}

/** A delay between frames: a windowed sinc. */
function plainDelay(taps: number, delay: number): Float64Array {
  return Float64Array.from({ length: taps }, (_, tap) => {
    const distance = tap - delay;
    if (Math.abs(distance) < 1e-9) return 1;
    const window =
      Math.abs(distance) < SINC_HALF_WIDTH ? 0.5 + 0.5 * Math.cos((Math.PI * distance) / SINC_HALF_WIDTH) : 0;
    return (window * Math.sin(Math.PI * distance)) / (Math.PI * distance);
  });
}

function toeplitzProduct(firstColumn: Float64Array, vector: Float64Array): Float64Array {
  return vector.map((_, row) => {
    let sum = 0;
    for (let column = 0; column < vector.length; column++) {
      sum += (firstColumn[Math.abs(row - column)] ?? 0) * (vector[column] ?? 0);
    }
    return sum;
  });
}

function dot(first: Float64Array, second: Float64Array): number {
  return first.reduce((sum, value, index) => sum + value * (second[index] ?? 0), 0);
}

function change(before: readonly EchoTaps[], after: readonly EchoTaps[]): number {
  let sum = 0;
  for (const [index, { taps }] of after.entries()) {
    for (const [tap, value] of taps.entries()) sum += (value - (before[index]?.taps[tap] ?? 0)) ** 2;
  }
  return sum;
}

function sumOf(values: readonly Float64Array[]): Float64Array {
  const [first = new Float64Array(0)] = values;
  return first.map((_, index) => values.reduce((sum, each) => sum + (each[index] ?? 0), 0));
}

function filtered(signal: Float32Array, filter: Float64Array): Float32Array {
  const output = new Float32Array(signal.length);
  addFiltered(output, 0, signal.length, signal, 0, Float32Array.from(filter), 1);
  return output;
}

/** Power of each short stretch, at least a little of the mean. */
function framePowers(signal: Float32Array, length: number): Float64Array {
  const powers = new Float64Array(Math.ceil(signal.length / length));
  for (let frame = 0, t = 0; frame < powers.length; frame++) {
    let power = 0;
    for (const end = Math.min(signal.length, t + length); t < end; t++) power += (signal[t] ?? 0) ** 2;
    powers[frame] = power;
  }
  const mean = powers.reduce((sum, power) => sum + power, 0) / Math.max(1, powers.length);
  return powers.map((power) => Math.max(power, POWER_FLOOR * mean + 1e-20));
}

/** One over the root of the power around each frame. */
function inversePower(signal: Float32Array, length: number): Float32Array {
  const weights = framePowers(signal, length).map((power) => 1 / Math.sqrt(power));
  return signal.map((_, t) => {
    // Between the middles of two stretches: a weight that jumps would not be that of the next tap.
    const place = (t + 0.5) / length - 0.5;
    const before = Math.floor(place);
    const first = weights[Math.max(0, before)] ?? 0;
    const second = weights[Math.min(weights.length - 1, before + 1)] ?? 0;
    return first + (place - before) * (second - first);
  });
}
