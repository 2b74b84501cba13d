import { resample } from '../../audio/resample.ts';
import { analyzeVoice } from '../vocoder/analyze-voice.ts';
import type { VoiceFrames } from '../vocoder/voice-frames.ts';
import { measureBreath } from './breathiness.ts';
import { type FramePowers, framePowers } from './frame-powers.ts';
import { analyzeInterruptibly, type SlicedWork } from './interruptible.ts';
import { longTermSpectrum } from './long-term-spectrum.ts';
import { medianOf, pitchDistribution } from './pitch-distribution.ts';
import { readBands } from './spectrum-bands.ts';
import { syllableRate } from './speech-rate.ts';
import { measureTract } from './vocal-tract.ts';
import type { VoiceProfile } from './voice-profile.ts';

/** Rate above which a recording is brought down before it is measured, hertz: voices hold little above half of it. */
const HIGHEST_RATE = 24_000;
/** Coarser than for synthesis, as nothing is put together again, seconds. */
const FRAME_SECONDS = 0.01;
/** Level below the strongest band at which a recording holds nothing more, decibels. */
const EMPTY = 75;
/** Octaves above 300 Hz that the tilt is measured over; 37 steps of a tenth of an octave reach 4 kHz. */
const TILT_STEPS = 37;

/** A voice measured, and what it was measured in. */
export interface MeasuredVoice {
  readonly profile: VoiceProfile;
  readonly frames: VoiceFrames;
  readonly powers: FramePowers;
}

/** Takes a recording apart as far as it takes to measure its voice. @param samples - Mono. */
export function analyzeForMeasuring(samples: Float32Array, sampleRate: number): VoiceFrames {
  const lowered = lowerRate(samples, sampleRate);
  return analyzeVoice(lowered.samples, lowered.sampleRate, { frameSeconds: FRAME_SECONDS });
}

/**
 * Measures the voice of a recording: how high it is and how far it moves, its formants, its colour, its breath, how fast
 * and how loud it speaks.
 * @param samples - Mono PCM, a minute or less.
 * @param sampleRate - Hertz, 8000 to 48000.
 * @returns `undefined` when hardly anything in it is voiced.
 */
export function measureVoice(samples: Float32Array, sampleRate: number): MeasuredVoice | undefined {
  return measureFrames(analyzeForMeasuring(samples, sampleRate));
}

/** The same, in slices: a minute of speech takes seconds of work. @throws The signal's reason. */
export async function measureInterruptibly(
  samples: Float32Array,
  sampleRate: number,
  work: SlicedWork,
): Promise<MeasuredVoice | undefined> {
  const lowered = lowerRate(samples, sampleRate);
  const options = { ...work, frameSeconds: FRAME_SECONDS };
  return measureFrames(await analyzeInterruptibly(lowered.samples, lowered.sampleRate, options));
}

function lowerRate(samples: Float32Array, sampleRate: number) {
  const rate = Math.min(sampleRate, HIGHEST_RATE);
  const [lowered = samples] = resample({ channels: [samples], sampleRate }, rate).channels;
  return { samples: lowered, sampleRate: rate };
}

function measureFrames(frames: VoiceFrames): MeasuredVoice | undefined {
  const powers = framePowers(frames);
  const profile = profileOf(frames, powers);
  return profile && { profile, frames, powers };
}

/** The profile of frames. */
export function profileOf(frames: VoiceFrames, powers: FramePowers): VoiceProfile | undefined {
  const { sounding, voiced, level } = powers;
  const pitch = pitchDistribution(frames.f0.filter((_, frame) => sounding[frame]));
  if (!pitch) return undefined;
  const whole = longTermSpectrum(frames, sounding, frames.sampleRate / 2);
  const bandwidth = bandwidthOf(whole, frames.sampleRate / 2);
  const spectrum = longTermSpectrum(frames, sounding, bandwidth);
  const tract = measureTract(frames, voiced, medianOf(pitch));
  const { f0, frameSeconds } = frames;
  return {
    pitch,
    ...(tract && { formants: tract.formants, formantSpacing: tract.spacing }),
    spectrum,
    tilt: tiltOf(spectrum),
    bandwidth,
    rate: syllableRate(powers.powers, { f0, sounding, frameSeconds }),
    level: 10 * Math.log10(level + 1e-12),
    breath: measureBreath(frames, voiced),
    voicedSeconds: f0.reduce((count, hertz) => count + (hertz > 0 ? 1 : 0), 0) * frameSeconds,
  };
}

function bandwidthOf(spectrum: readonly number[], highest: number): number {
  const least = Math.max(...spectrum) - EMPTY;
  let last = spectrum.length - 1;
  while (last > 0 && (spectrum[last] ?? 0) < least) last--;
  if (last === spectrum.length - 1) return highest;
  let hertz = highest;
  while (hertz > 1000 && readBands(spectrum, hertz) < least) hertz -= 100;
  return hertz;
}

/** Slope of the line through the levels, over octaves. */
function tiltOf(spectrum: readonly number[]): number {
  let [product, square] = [0, 0];
  const middle = (TILT_STEPS - 1) / 2;
  for (let step = 0; step < TILT_STEPS; step++) {
    const octaves = (step - middle) / 10;
    product += octaves * readBands(spectrum, 300 * 2 ** (step / 10));
    square += octaves * octaves;
  }
  return product / square;
}
