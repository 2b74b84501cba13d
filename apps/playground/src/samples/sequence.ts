import { renderWav, SAMPLE_RATE } from './render-wav.ts';

/** Seconds of silence between two of them. */
const PAUSE = 0.6;

/** Decodes a file, mono or not, at the rate of the samples. */
export async function decode(file: Blob): Promise<AudioBuffer> {
  return new OfflineAudioContext(1, 1, SAMPLE_RATE).decodeAudioData(await file.arrayBuffer());
}

/** One after the other, with pauses. A WAV file. */
export function inSequence(parts: readonly AudioBuffer[]): Promise<Blob> {
  const seconds = parts.reduce((sum, part) => sum + part.duration + PAUSE, PAUSE);
  const context = new OfflineAudioContext(1, Math.ceil(seconds * SAMPLE_RATE), SAMPLE_RATE);
  let at = PAUSE;
  for (const buffer of parts) {
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(context.destination);
    source.start(at);
    at += buffer.duration + PAUSE;
  }
  return renderWav(context);
}
