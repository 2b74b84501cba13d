/** A sine. @param seconds - Its length. */
export function sine(frequency: number, seconds: number, sampleRate: number, amplitude = 0.5): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    { length: Math.round(seconds * sampleRate) },
    (_, frame) => amplitude * Math.sin((2 * Math.PI * frequency * frame) / sampleRate),
  );
}

/** As 16-bit little-endian bytes. */
export function pcmBytes(frames: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(frames.length * 2);
  const view = new DataView(bytes.buffer);
  frames.forEach((value, index) => view.setInt16(index * 2, Math.round(value * 0x7f_ff), true));
  return bytes;
}

/** Root mean square. */
export function rms(frames: Float32Array): number {
  return Math.sqrt(frames.reduce((sum, value) => sum + value * value, 0) / Math.max(1, frames.length));
}

/** What is left of a sound when the best-fitting sine of this frequency is taken out, against the whole, in dB. */
export function residualDb(frames: Float32Array, frequency: number, sampleRate: number): number {
  const step = (2 * Math.PI * frequency) / sampleRate;
  let [ss, cc, sc, sx, cx] = [0, 0, 0, 0, 0];
  frames.forEach((value, frame) => {
    const [s, c] = [Math.sin(step * frame), Math.cos(step * frame)];
    ss += s * s;
    cc += c * c;
    sc += s * c;
    sx += s * value;
    cx += c * value;
  });
  const determinant = ss * cc - sc * sc;
  const [a, b] = [(sx * cc - cx * sc) / determinant, (cx * ss - sx * sc) / determinant];
  const rest = frames.map((value, frame) => value - a * Math.sin(step * frame) - b * Math.cos(step * frame));
  return 20 * Math.log10(rms(rest) / rms(frames));
}

/** Cycles per second, from the zero crossings of a simple sound. */
export function frequencyOf(frames: Float32Array, sampleRate: number): number {
  const rises: number[] = [];
  for (let frame = 1; frame < frames.length; frame += 1) {
    const [before, now] = [frames[frame - 1] ?? 0, frames[frame] ?? 0];
    if (before < 0 && now >= 0) rises.push(frame - 1 + before / (before - now));
  }
  const [first = 0, last = 0] = [rises[0], rises.at(-1)];
  return ((rises.length - 1) * sampleRate) / (last - first);
}

/** The part between the first and the last value that is louder than a threshold. */
export function sounding(frames: Float32Array, threshold = 0.01): Float32Array<ArrayBuffer> {
  const first = frames.findIndex((value) => Math.abs(value) > threshold);
  const last = frames.findLastIndex((value) => Math.abs(value) > threshold);
  return frames.slice(Math.max(0, first), last + 1);
}
