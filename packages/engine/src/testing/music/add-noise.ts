import type { Canvas } from './instruments.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Colour of noise: how its power falls towards high frequencies. */
export type NoiseColour = 'white' | 'pink' | 'brown';

/** Makes noise of power one. Pink by P. Kellet's filter (1999); brown by a leaky sum. */
export function noise(length: number, colour: NoiseColour, random: SeededRandom): Float32Array {
  const values = new Float32Array(length);
  let [slow, middle, fast] = [0, 0, 0];
  for (let frame = 0; frame < length; frame++) {
    const white = random.between(-1, 1);
    if (colour === 'pink') {
      slow = 0.99765 * slow + white * 0.099046;
      middle = 0.963 * middle + white * 0.2965164;
      fast = 0.57 * fast + white * 1.0526913;
      values[frame] = slow + middle + fast + white * 0.1848;
    } else {
      slow = 0.996 * slow + white;
      values[frame] = colour === 'brown' ? slow : white;
    }
  }
  const scale = 1 / Math.sqrt(values.reduce((sum, value) => sum + value * value, 1e-12) / Math.max(1, length));
  return values.map((value) => value * scale);
}

/** Adds noise of a random colour. @param snrDb - Decibels by which what is there is louder. */
export function addNoise({ samples }: Canvas, snrDb: number, random: SeededRandom): void {
  const power = samples.reduce((sum, value) => sum + value * value, 0) / Math.max(1, samples.length);
  const level = Math.sqrt(power) * 10 ** (-snrDb / 20);
  const added = noise(samples.length, random.pick(['white', 'pink', 'brown']), random);
  for (const [frame, value] of added.entries()) samples[frame] = (samples[frame] ?? 0) + level * value;
}
