import { siSdr } from '../si-sdr.ts';
import { clarity, directSound, EARLY_SECONDS, earlyPart, energy } from './clarity.ts';
import { convolve } from './convolve.ts';
import { effectiveResponse } from './effective-response.ts';

/** Seconds of a response that are looked at. */
const RESPONSE_SECONDS = 1;

/** Somebody who speaks in a room, as heard there. */
export interface RoomScene {
  readonly dry: Float32Array;
  readonly response: Float32Array;
  /** As long as both together. */
  readonly wet: Float32Array;
  /** What would be heard without what comes later than 50 ms. */
  readonly early: Float32Array;
  /** Hertz. */
  readonly sampleRate: number;
}

/** Lets dry speech sound in a room, at half of full scale. */
export function roomScene(dry: Float32Array, response: Float32Array, sampleRate: number): RoomScene {
  const wet = convolve(dry, response);
  const early = new Float32Array(wet.length);
  early.set(convolve(dry, earlyPart(response, sampleRate)));
  const scale = 0.5 / wet.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  return { dry, response, wet: wet.map((value) => scale * value), early, sampleRate };
}

/** What work on a scene has done. */
export interface RoomChange {
  /** By how much early has gained on late energy, decibels (C50 after less C50 before). */
  readonly clarityGain: number;
  /** By how much it has come nearer to what is heard early, decibels of SI-SDR. */
  readonly siSdrGain: number;
}

/**
 * Measures what work on a scene has done to the room. The impulse responses from the dry speech to what went in and to what
 * came out are estimated in the same way, by least squares ({@link effectiveResponse}), and their early energy (until 50 ms
 * after the direct sound) is compared with their late energy.
 */
export function roomChange({ dry, response, wet, early, sampleRate }: RoomScene, output: Float32Array): RoomChange {
  const before = effectiveResponse(dry, wet, sampleRate, RESPONSE_SECONDS);
  const after = effectiveResponse(dry, output, sampleRate, RESPONSE_SECONDS);
  const direct = Math.round((directSound(response) / sampleRate) * before.sampleRate);
  return {
    clarityGain:
      clarity(after.response, after.sampleRate, direct) - clarity(before.response, before.sampleRate, direct),
    siSdrGain: siSdr(output, early) - siSdr(wet, early),
  };
}

/** By how much what comes later than 50 ms after the sound has become weaker, decibels; measured as {@link roomChange}. */
export function echoReduction({ dry, wet, sampleRate }: RoomScene, output: Float32Array): number {
  const late = [wet, output].map((signal) => {
    const { response, sampleRate: rate } = effectiveResponse(dry, signal, sampleRate, RESPONSE_SECONDS);
    return energy(response.subarray(Math.round(EARLY_SECONDS * rate)));
  });
  return 10 * Math.log10((late[0] ?? 0) / (late[1] ?? 0));
}
