import { InternalError } from '@potoo/core/errors';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { normalizeLoudness } from '../../audio/loudness.ts';

/** Of what the codec takes and gives, hertz. */
export const DAC_RATE = 24_000;
export const DAC_FRAMES_PER_SECOND = 75;
const HOP = DAC_RATE / DAC_FRAMES_PER_SECOND;
/** What is encoded at once, in whole frames: five seconds. */
const WINDOW = 5 * DAC_RATE;
/** Loudness of what is encoded, LUFS. */
const LOUDNESS = -18;

/** The codes of the two codebooks, one of each for every frame. */
export type DacCodes = readonly [first: readonly number[], second: readonly number[]];

/**
 * Writes sound in the codes of the DAC speech codec.
 *
 * Source: `DacInterface.encode` of https://github.com/edwko/OuteTTS/blob/main/outetts/dac/interface.py
 * @param samples - Mono, at {@link DAC_RATE}.
 * @param encoder - As https://huggingface.co/OuteAI/DAC-speech-v1.0-ONNX has it.
 * @param alive - Called after each window.
 */
export async function dacCodes(samples: Float32Array, encoder: InferenceSession, alive: () => void): Promise<DacCodes> {
  const [loud = samples] = normalizeLoudness({ channels: [samples], sampleRate: DAC_RATE }, LOUDNESS).channels;
  const [first, second]: [number[], number[]] = [[], []];
  for (let from = 0; from < loud.length; from += WINDOW) {
    const window = loud.subarray(from, from + WINDOW);
    const whole = new Float32Array(Math.ceil(window.length / HOP) * HOP);
    whole.set(window);
    const { audio_codes: codes } = await encoder.run({
      input_values: new Tensor('float32', whole, [1, 1, whole.length]),
    });
    if (!codes || (codes.dims[1] ?? 0) < 2) throw new InternalError('The encoder gave no codes.', { retryable: false });
    const frames = codes.dims[2] ?? 0;
    const values = Array.from(codes.data, Number);
    first.push(...values.slice(0, frames));
    second.push(...values.slice(frames, 2 * frames));
    alive();
  }
  return [first, second];
}
