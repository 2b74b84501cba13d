import { randomNormal, randomUniform } from './random-normal.ts';

// Noises of a known kind, at levels that mean nothing: `mixAtSnr` brings them to one.

/** White noise. */
export function whiteNoise(frames: number, seed = 1): Float32Array {
  const next = randomNormal(seed);
  return Float32Array.from({ length: frames }, () => 0.1 * next());
}

/** Noise that falls by 3 dB per octave: three one-pole filters of white noise, after P. Kellet. */
export function pinkNoise(frames: number, seed = 1): Float32Array {
  const next = randomNormal(seed);
  let [low, middle, high] = [0, 0, 0];
  return Float32Array.from({ length: frames }, () => {
    const white = next();
    low = 0.99765 * low + 0.099046 * white;
    middle = 0.963 * middle + 0.2965164 * white;
    high = 0.57 * high + 1.0526913 * white;
    return 0.02 * (low + middle + high + 0.1848 * white);
  });
}

/** Noise that falls by 6 dB per octave above 20 Hz. */
export function brownNoise(frames: number, sampleRate: number, seed = 1): Float32Array {
  const next = randomNormal(seed);
  const decay = Math.exp((-2 * Math.PI * 20) / sampleRate);
  let state = 0;
  return Float32Array.from({ length: frames }, () => {
    state = decay * state + next();
    return 0.005 * state;
  });
}

/** A fan: low noise, the tone of its blades with harmonics, and both a little louder once per turn. */
export function fanNoise(frames: number, sampleRate: number, seed = 1): Float32Array {
  const next = randomNormal(seed);
  const decay = Math.exp((-2 * Math.PI * 300) / sampleRate);
  let air = 0;
  return Float32Array.from({ length: frames }, (_, frame) => {
    const seconds = frame / sampleRate;
    air = decay * air + (1 - decay) * next();
    const turn = 1 + 0.2 * Math.sin(2 * Math.PI * 11 * seconds);
    let blades = 0;
    for (let harmonic = 1; harmonic <= 4; harmonic++) {
      blades += Math.sin(2 * Math.PI * 77 * harmonic * seconds + harmonic) / harmonic;
    }
    return turn * (air + 0.1 * blades) + 0.004 * next();
  });
}

/** What hums. */
export interface HumOptions {
  /** Of the mains, hertz; seldom quite 50 or 60. @default 50 */
  readonly hertz?: number;
  /** How many multiples of the frequency sound. @default 7 */
  readonly harmonics?: number;
}

/** The hum of the mains: odd multiples louder than even ones. */
export function mainsHum(
  frames: number,
  sampleRate: number,
  { hertz = 50, harmonics = 7 }: HumOptions = {},
): Float32Array {
  return Float32Array.from({ length: frames }, (_, frame) => {
    let value = 0;
    for (let harmonic = 1; harmonic <= harmonics && harmonic * hertz < sampleRate / 2; harmonic++) {
      const level = (harmonic % 2 === 1 ? 0.1 : 0.04) / harmonic;
      value += level * Math.sin((2 * Math.PI * hertz * harmonic * frame) / sampleRate + 1.3 * harmonic);
    }
    return value;
  });
}

/** A crowd: voices laid over each other, each from a place of its own and round again when it ends. */
export function babble(voices: readonly Float32Array[], frames: number, seed = 1): Float32Array {
  const uniform = randomUniform(seed);
  const crowd = new Float32Array(frames);
  for (const voice of voices) {
    let energy = 0;
    for (const value of voice) energy += value * value;
    const gain = 0.05 / Math.sqrt(energy / voice.length);
    const start = Math.floor(uniform() * voice.length);
    for (let frame = 0; frame < frames; frame++) {
      crowd[frame] = (crowd[frame] ?? 0) + gain * (voice[(start + frame) % voice.length] ?? 0);
    }
  }
  return crowd;
}
