import { addFiltered } from './short-filter.ts';

/** One echo: a short filter some time after the sound. */
export interface EchoTaps {
  /** Frames until the first tap. */
  readonly delay: number;
  readonly taps: Float32Array;
  /**
   * What comes back: `single`, the sound itself, once; `feedback`, all that is heard, so that each echo has an echo.
   */
  readonly kind: 'single' | 'feedback';
}

/** Highest gain that a chain of echoes of echoes may have at any frequency: beyond 1, cancelling would not end. */
export const HIGHEST_GAIN = 0.95;

/** Takes echoes that are known out of one channel: `y[n] = x[n] - Σ single ∗ y - Σ feedback ∗ x`. */
export interface EchoCanceller {
  /** @param samples - Changed in place. */
  process(samples: Float32Array): void;
}

/** Makes a canceller. The delay of each echo is longer than its filter. */
export function createEchoCanceller(echoes: readonly EchoTaps[]): EchoCanceller {
  const reach = Math.max(1, ...echoes.map(({ delay, taps }) => delay + taps.length + 3));
  // What is cancelled within a turn is not yet needed by it.
  const turn = Math.max(1, Math.min(4096, ...echoes.map(({ delay }) => delay)));
  const heard = new Float32Array(reach + turn);
  const clean = new Float32Array(reach + turn);
  return {
    process(samples) {
      for (let start = 0; start < samples.length; start += turn) {
        const part = samples.subarray(start, start + turn);
        heard.set(part, reach);
        for (const { delay, taps, kind } of echoes) {
          addFiltered(part, 0, part.length, kind === 'single' ? clean : heard, reach - delay, taps, -1);
        }
        clean.set(part, reach);
        heard.copyWithin(0, part.length, reach + part.length);
        clean.copyWithin(0, part.length, reach + part.length);
      }
    },
  };
}

/** Weakens echoes until cancelling them is stable: the gains of all single ones together below one at all frequencies. */
export function stabilize(echoes: readonly EchoTaps[]): EchoTaps[] {
  const single = echoes.filter(({ kind }) => kind === 'single');
  const gain = single.reduce((sum, { taps }) => sum + peakGain(taps), 0);
  if (gain <= HIGHEST_GAIN) return [...echoes];
  const scale = HIGHEST_GAIN / gain;
  return echoes.map((echo) => (echo.kind === 'single' ? { ...echo, taps: echo.taps.map((tap) => tap * scale) } : echo));
}

/** Highest gain of a short filter over all frequencies. */
export function peakGain(taps: Float32Array): number {
  const points = 4 * taps.length;
  let peak = 0;
  for (let point = 0; point <= points; point++) {
    let [re, im] = [0, 0];
    for (const [tap, value] of taps.entries()) {
      re += value * Math.cos((Math.PI * point * tap) / points);
      im += value * Math.sin((Math.PI * point * tap) / points);
    }
    peak = Math.max(peak, Math.hypot(re, im));
  }
  return peak;
}
