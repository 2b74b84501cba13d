import { measureVoice } from '../dsp/mimic/measure-voice.ts';
import { medianOf, pitchRange } from '../dsp/mimic/pitch-distribution.ts';
import { readBands, spectrumBands } from '../dsp/mimic/spectrum-bands.ts';
import type { VoiceProfile } from '../dsp/mimic/voice-profile.ts';

/** Mono samples of a WAV file of 16 bits. */
export function wavSamples(wav: Uint8Array): { readonly samples: Float32Array; readonly sampleRate: number } {
  const samples = Float32Array.from(new Int16Array(wav.slice(44).buffer), (value) => value / 0x80_00);
  return { samples, sampleRate: new DataView(wav.buffer, wav.byteOffset).getUint32(24, true) };
}

/** The voice in a mono WAV file of 16 bits. @throws {TypeError} If there is none. */
export function profileOfWav(wav: Uint8Array): VoiceProfile {
  const { samples, sampleRate } = wavSamples(wav);
  const measured = measureVoice(samples, sampleRate);
  if (!measured) throw new TypeError('There is no voice in the recording.');
  return measured.profile;
}

/** How like one voice is to another. */
export interface Likeness {
  /** Of the median pitch, above the other's. */
  readonly semitones: number;
  /** Range of the pitch, over the other's. */
  readonly range: number;
  /** Spacing of the formants, over the other's. */
  readonly tract: number;
  /** Mean difference of the long-term spectra from 200 Hz to 5 kHz, levels apart, decibels. */
  readonly colour: number;
}

/** Compares a voice with the one that it is to sound like. */
export function likenessOf(is: VoiceProfile, target: VoiceProfile): Likeness {
  return {
    semitones: 12 * Math.log2(medianOf(is.pitch) / medianOf(target.pitch)),
    range: pitchRange(is.pitch) / pitchRange(target.pitch),
    tract: (is.formantSpacing ?? 0) / (target.formantSpacing ?? 1),
    colour: colourDistance(is, target),
  };
}

function colourDistance(one: VoiceProfile, other: VoiceProfile): number {
  const bands = spectrumBands(Math.min(5000, one.bandwidth, other.bandwidth)).filter((hertz) => hertz >= 200);
  const offsets = bands.map((hertz) => readBands(one.spectrum, hertz) - readBands(other.spectrum, hertz));
  const mean = offsets.reduce((sum, offset) => sum + offset, 0) / offsets.length;
  return offsets.reduce((sum, offset) => sum + Math.abs(offset - mean), 0) / offsets.length;
}
