const RATE = 8000;
/** Every other frame is enough to tell one speech from another. */
const STEP = 2;

/** A file as the browser decodes it: its first channel, at a rate of its own. */
export interface Decoded {
  readonly frames: Float32Array;
  /** Seconds. */
  readonly duration: number;
  readonly channels: number;
}

/** Decodes a file as the browser does. */
export async function decode(file: Blob): Promise<Decoded> {
  const context = new OfflineAudioContext(1, 1, RATE);
  const buffer = await context.decodeAudioData(await file.arrayBuffer());
  return { frames: buffer.getChannelData(0), duration: buffer.duration, channels: buffer.numberOfChannels };
}

/** The sound that the fake microphone hears, over and over. */
export async function microphoneSound(): Promise<Float32Array> {
  const file = await fetch(new URL('./microphone.wav', import.meta.url));
  return (await decode(await file.blob())).frames;
}

/** How much a piece is like the best-fitting place of a sound that is repeated, 0 to 1: normalised cross-correlation. */
export function likeness(piece: Float32Array, repeated: Float32Array): number {
  let best = 0;
  for (let shift = 0; shift < repeated.length; shift += 1) {
    let [product, first, second] = [0, 0, 0];
    for (let frame = 0; frame < piece.length; frame += STEP) {
      const one = piece[frame] ?? 0;
      const other = repeated[(shift + frame) % repeated.length] ?? 0;
      product += one * other;
      first += one * one;
      second += other * other;
    }
    best = Math.max(best, product / Math.sqrt(first * second + 1e-12));
  }
  return best;
}
