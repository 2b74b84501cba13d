/** Audio of one instrument, as it grows: both channels are of one length. */
export interface StereoTrack {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** Makes a silent track. */
export function createTrack(frames: number): StereoTrack {
  return { left: new Float32Array(frames), right: new Float32Array(frames) };
}

/**
 * Mixes a mono sound into a track. What reaches over either end is cut.
 * @param start - Frame of the track at which the sound begins.
 * @param pan - From -1, left only, to 1, right only; constant power, 3 dB down on each side in the centre.
 */
export function addPanned(track: StereoTrack, sound: Float32Array, start: number, pan: number, gain: number): void {
  const angle = ((pan + 1) * Math.PI) / 4;
  addTo(track.left, sound, start, gain * Math.cos(angle));
  addTo(track.right, sound, start, gain * Math.sin(angle));
}

/** Mixes one track into another. */
export function addTrack(track: StereoTrack, added: StereoTrack, gain: number): void {
  addTo(track.left, added.left, 0, gain);
  addTo(track.right, added.right, 0, gain);
}

/** Root mean square over both channels. */
export function trackLevel({ left, right }: StereoTrack): number {
  let sum = 0;
  for (const value of left) sum += value * value;
  for (const value of right) sum += value * value;
  return Math.sqrt(sum / Math.max(1, left.length + right.length));
}

/** Multiplies a track, in place. */
export function scaleTrack({ left, right }: StereoTrack, gain: number): void {
  for (const channel of [left, right]) {
    for (let frame = 0; frame < channel.length; frame++) channel[frame] = gain * (channel[frame] ?? 0);
  }
}

function addTo(channel: Float32Array, sound: Float32Array, start: number, gain: number): void {
  const first = Math.max(0, -start);
  const last = Math.min(sound.length, channel.length - start);
  for (let frame = first; frame < last; frame++) {
    channel[start + frame] = (channel[start + frame] ?? 0) + gain * (sound[frame] ?? 0);
  }
}
