import type { SeededRandom } from './seeded-random.ts';
import { createTrack, type StereoTrack } from './stereo-track.ts';

/**
 * Gives a track a room: on each side four combs and two all-passes, of other lengths on the right.
 * @param share - Level of the room under the dry sound, 0 to 1.
 * @see Schroeder, "Natural sounding artificial reverberation", 1962.
 */
export function reverberate(track: StereoTrack, share: number, sampleRate: number, random: SeededRandom): StereoTrack {
  const wet = createTrack(track.left.length);
  const decay = random.between(0.6, 1.8);
  for (const [dry, room, stretch] of [
    [track.left, wet.left, 1],
    [track.right, wet.right, 1.037],
  ] as const) {
    for (const delay of [0.0297, 0.0371, 0.0411, 0.0437]) comb(dry, room, delay * stretch, decay, sampleRate);
    for (const delay of [0.005, 0.0017]) allPass(room, delay * stretch, sampleRate);
    for (let frame = 0; frame < room.length; frame++) {
      room[frame] = (dry[frame] ?? 0) + share * 0.25 * (room[frame] ?? 0);
    }
  }
  return wet;
}

function comb(input: Float32Array, output: Float32Array, delay: number, decay: number, sampleRate: number): void {
  const line = new Float32Array(Math.round(delay * sampleRate));
  const feedback = 10 ** ((-3 * delay) / decay);
  let softened = 0;
  for (let frame = 0; frame < input.length; frame++) {
    const index = frame % line.length;
    const delayed = line[index] ?? 0;
    softened += 0.6 * (delayed - softened);
    line[index] = (input[frame] ?? 0) + feedback * softened;
    output[frame] = (output[frame] ?? 0) + delayed;
  }
}

function allPass(sound: Float32Array, delay: number, sampleRate: number): void {
  const line = new Float32Array(Math.round(delay * sampleRate));
  for (let frame = 0; frame < sound.length; frame++) {
    const index = frame % line.length;
    const delayed = line[index] ?? 0;
    const value = (sound[frame] ?? 0) + 0.7 * delayed;
    line[index] = value;
    sound[frame] = delayed - 0.7 * value;
  }
}
