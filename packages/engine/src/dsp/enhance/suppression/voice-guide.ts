import { joinArrays } from '../../../audio/join-arrays.ts';
import { createResampler, type Resampler } from '../../../audio/resample.ts';
import { createRnnoise, RNNOISE_RATE, RNNOISE_TOP_HERTZ, type Rnnoise } from './rnnoise/rnnoise.ts';

/** How much of the frequencies that a conversion of the rate passes on is as it was. */
const PASSED_SHARE = 0.88;
/** The highest band of RNNoise fades out here, as a share of its top. */
const RNNOISE_SHARE = 0.95;

/** What RNNoise takes for the voice in one channel, at the channel's own rate and in step with it. */
export interface VoiceGuide extends Disposable {
  push(values: Float32Array): Float32Array;
  flush(): Float32Array;
}

/** Up to where the guide says something about a signal of a rate, hertz. */
export function guideTopHertz(sampleRate: number): number {
  const passed = sampleRate === RNNOISE_RATE ? Number.POSITIVE_INFINITY : (sampleRate / 2) * PASSED_SHARE;
  return Math.min(passed, RNNOISE_TOP_HERTZ * RNNOISE_SHARE);
}

/** @param gain - Linear; brings the channel to a usual level of speech, see {@link createRnnoise}. */
export async function createVoiceGuide(sampleRate: number, gain: number): Promise<VoiceGuide> {
  return new ResampledGuide(await createRnnoise(gain), sampleRate);
}

class ResampledGuide implements VoiceGuide {
  readonly #rnnoise: Rnnoise;
  readonly #there: Resampler;
  readonly #back: Resampler;

  constructor(rnnoise: Rnnoise, sampleRate: number) {
    this.#rnnoise = rnnoise;
    this.#there = createResampler(sampleRate, RNNOISE_RATE, 1);
    this.#back = createResampler(RNNOISE_RATE, sampleRate, 1);
  }

  push(values: Float32Array): Float32Array {
    return only(this.#back.push([this.#rnnoise.push(only(this.#there.push([values])))]));
  }

  flush(): Float32Array {
    return joinArrays([
      only(this.#back.push([this.#rnnoise.push(only(this.#there.flush()))])),
      only(this.#back.push([this.#rnnoise.flush()])),
      only(this.#back.flush()),
    ]);
  }

  [Symbol.dispose](): void {
    this.#rnnoise[Symbol.dispose]();
  }
}

function only(channels: readonly Float32Array[]): Float32Array {
  return channels[0] ?? new Float32Array(0);
}
