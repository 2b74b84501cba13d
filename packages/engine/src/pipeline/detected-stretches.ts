import type { Pcm } from '@potoo/core';
import type { DetectedStretch } from '../backends/sherpa/detect-speech.ts';
import type { SpeechStretch } from '../dsp/voice-activity.ts';
import type { InstalledTool } from '../models/inventory.ts';
import type { EngineCall } from './engine-call.ts';

/** Rate of the audio that detectors take, hertz. */
export const DETECTION_RATE = 16_000;

const RATE = DETECTION_RATE;
/** Detectors cut weak onsets: what is heard around a stretch, seconds. */
const PAD = 0.15;
/** No stretch begins longer ago than this, seconds: what is older is forgotten. */
const MEMORY = 70;

/** The installed model that tells speech from everything else; `undefined` when there is none. */
export function detectionTool({ inventory }: Pick<EngineCall, 'inventory'>): InstalledTool | undefined {
  return inventory.tools.find(({ model }) => model.type === 'voice-activity');
}

/**
 * Cuts the stretches of speech out of a stream of audio, as an installed model finds them.
 * @param blocks - Mono, 16 kHz.
 */
export async function* detectedStretches(
  { backend, installation }: InstalledTool,
  blocks: AsyncIterable<Pcm>,
  { pools, lane }: Pick<EngineCall, 'pools' | 'lane'>,
  signal: AbortSignal,
): AsyncGenerator<SpeechStretch, void, undefined> {
  const recent = new RecentSamples();
  async function* remembered(): AsyncGenerator<Float32Array> {
    for await (const { channels } of blocks) {
      const [samples = new Float32Array()] = channels;
      recent.add(samples);
      yield samples;
    }
  }
  const run = pools
    .for(backend, installation)
    .open<DetectedStretch, void>('detect', undefined, { signal, lane, input: remembered() });
  let heardTo = 0;
  for await (const { start, end } of run) {
    const from = Math.max(heardTo, Math.round((start - PAD) * RATE));
    const samples = recent.between(from, Math.round((end + PAD) * RATE));
    heardTo = from + samples.length;
    yield { samples, start: from / RATE, end: heardTo / RATE };
  }
  await run.result;
}

/** The last minute of a stream. */
class RecentSamples {
  readonly #blocks: { readonly from: number; readonly samples: Float32Array }[] = [];
  #end = 0;

  add(samples: Float32Array): void {
    this.#blocks.push({ from: this.#end, samples });
    this.#end += samples.length;
    const oldest = this.#end - MEMORY * RATE;
    for (let first = this.#blocks[0]; first && first.from + first.samples.length < oldest; first = this.#blocks[0]) {
      this.#blocks.shift();
    }
  }

  /** The samples between two positions, as far as they have come. */
  between(from: number, to: number): Float32Array {
    const first = Math.max(0, from);
    const whole = new Float32Array(Math.max(0, Math.min(to, this.#end) - first));
    for (const { from: at, samples } of this.#blocks) {
      const part = samples.subarray(Math.max(0, first - at), Math.max(0, first + whole.length - at));
      if (part.length > 0) whole.set(part, Math.max(0, at - first));
    }
    return whole;
  }
}
