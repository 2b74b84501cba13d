import type { Pcm } from '@potoo/core';
import { type PcmSource, pcmSource } from '../../audio/pcm-source.ts';
import { createPeakLimiter } from '../../audio/peak-limiter.ts';
import { enhanceAudio } from '../enhance/enhance-audio.ts';
import { joinArrays } from '../vocoder/join-arrays.ts';
import { shiftPitch } from '../vocoder/shift-pitch.ts';
import { stretchTime } from '../vocoder/stretch-time.ts';
import { tiltSpectrum } from '../vocoder/tilt-spectrum.ts';
import { STRETCH_RANGE } from '../vocoder/time-map.ts';
import { VoiceAnalyzer } from '../vocoder/voice-analyzer.ts';
import type { VoiceFrames } from '../vocoder/voice-frames.ts';
import { cutPhrases } from './cut-phrases.ts';
import type { Delivery } from './delivery.ts';
import { synthesizeInterruptibly } from './interruptible.ts';
import { measureVoice } from './measure-voice.ts';
import { medianOf } from './pitch-distribution.ts';
import { sampleOf, sampleVoice } from './sample-voice.ts';
import { colourVoice, mapMelody } from './shape-voice.ts';
import { planShaping, type SampledVoice } from './shaping-plan.ts';
import { signalToNoise } from './signal-to-noise.ts';
import type { VoiceProfile } from './voice-profile.ts';

/** What becomes of a recording of speech. */
export interface RevoiceOptions {
  /** Voice that it becomes. @default The recording's own. */
  readonly target?: VoiceProfile | undefined;
  readonly delivery: Delivery;
  /** Factor of the tempo beside the delivery's, 0.5 to 2. */
  readonly speed: number;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** Seconds of the recording that its voice is measured in. */
const MEASURED_SECONDS = 60;
/** Share of the work that measuring is. */
const MEASURING_SHARE = 0.1;
/** Speech over noise below which a recording is cleaned before it becomes another voice, decibels. */
const NOISY = 30;
/** As `enhance` does it unless told otherwise. */
const DENOISE = { denoise: true, clarity: false, superResolution: false, strength: 2 } as const;
/** Frames in a block that is read. */
const BLOCK_FRAMES = 16_384;
/** Power below the speech's at which a frame is a pause: 25 dB. */
const PAUSE = 10 ** -2.5;
/** Highest true peak, linear. */
const CEILING = 0.97;

/**
 * Says a recording again: in another voice, with another delivery, or both; its words stay. A recording without a voice is
 * given as it is. It is read twice, its first minute to measure the voice; memory does not grow with its length.
 * @param source - Mono, 8 to 48 kHz.
 * @returns Blocks, phrase by phrase. Without a change of tempo they are as long as the recording.
 */
export async function* revoice(source: PcmSource, options: RevoiceOptions): AsyncGenerator<Pcm, void> {
  const { target, delivery, speed, signal, onProgress } = options;
  const { sampleRate } = source;
  const { base, blocks } = await openRecording(source, target !== undefined, signal);
  onProgress(MEASURING_SHARE);
  const plan = base && target ? planShaping(base, target, 'recorded') : undefined;
  const pausePower = 10 ** ((base?.profile.level ?? -60) / 10) * PAUSE;
  const middle = medianOf(plan?.pitch.to ?? base?.profile.pitch ?? []);
  const stretch = Math.min(STRETCH_RANGE.longest, Math.max(STRETCH_RANGE.shortest, 1 / (delivery.tempo * speed)));
  const level = 10 ** (delivery.energy / 20);
  let done = 0;
  for await (const phrase of cutPhrases(framesOf(blocks, sampleRate, signal), pausePower)) {
    signal.throwIfAborted();
    const shaped = plan ? mapMelody(colourVoice(phrase, plan), plan.pitch.from, plan.pitch.to) : phrase;
    const delivered = deliver(shaped, delivery, middle);
    const gain = (level * soundOf(phrase)) / (soundOf(delivered) || 1);
    const paced = stretch === 1 ? delivered : stretchTime(delivered, stretch);
    const samples = await synthesizeInterruptibly(paced, signal);
    yield createPeakLimiter({ channels: [samples], sampleRate }).apply(gain, CEILING).pcm;
    done += phrase.length;
    onProgress(MEASURING_SHARE + (1 - MEASURING_SHARE) * (done / source.frames));
  }
}

/** Melody and colour of a delivery; its energy and tempo are left to the caller. @param middle - Usual pitch, hertz. */
function deliver(phrase: VoiceFrames, { pitch, range, contour, tilt }: Delivery, middle: number): VoiceFrames {
  const tilted = tilt === 0 ? phrase : tiltSpectrum(phrase, tilt);
  if (!(middle > 0) || (pitch === 0 && range === 1 && contour === 0)) return tilted;
  const [from, to] = voicedSpan(phrase);
  return shiftPitch(tilted, {
    semitones: pitch,
    rangeScale: range,
    median: middle,
    contour: (seconds) => contour * Math.max(0, Math.min(1, (2 * (seconds - from)) / Math.max(0.1, to - from) - 1)),
  });
}

/** First and last voiced moment, seconds. */
function voicedSpan({ f0, frameSeconds }: VoiceFrames): readonly [from: number, to: number] {
  const first = f0.findIndex((hertz) => hertz > 0);
  const last = f0.findLastIndex((hertz) => hertz > 0);
  return [Math.max(0, first) * frameSeconds, Math.max(0, last) * frameSeconds];
}

/** Root of the mean power. */
function soundOf({ envelope }: VoiceFrames): number {
  let power = 0;
  for (const density of envelope) power += density;
  return Math.sqrt(power / Math.max(1, envelope.length));
}

/**
 * Measures the voice of a recording, and opens it for reading. Where it is to become another voice, noise is taken out first: it
 * would be bent and coloured with the voice, and cover words that were understood before.
 */
async function openRecording(
  source: PcmSource,
  clean: boolean,
  signal: AbortSignal,
): Promise<{ readonly base: SampledVoice | undefined; readonly blocks: AsyncIterable<Pcm> }> {
  const { sampleRate } = source;
  const plain = source.read({ blockFrames: BLOCK_FRAMES });
  const beginning = await joined(source.read({ to: Math.round(MEASURED_SECONDS * sampleRate) }), signal);
  const measured = measureVoice(beginning, sampleRate);
  if (!measured) return { base: undefined, blocks: plain };
  if (!clean || signalToNoise(measured.powers) >= NOISY) return { base: sampleOf(measured), blocks: plain };
  const denoise = (noisy: PcmSource) => enhanceAudio(noisy, { ...DENOISE, signal });
  const quiet = await joined(denoise(pcmSource({ channels: [beginning], sampleRate })), signal);
  return { base: sampleVoice(quiet, sampleRate), blocks: denoise(source) };
}

async function joined(blocks: AsyncIterable<Pcm>, signal: AbortSignal): Promise<Float32Array> {
  const samples: Float32Array[] = [];
  for await (const { channels } of blocks) {
    signal.throwIfAborted();
    if (channels[0]) samples.push(channels[0]);
  }
  return joinArrays(samples);
}

async function* framesOf(
  blocks: AsyncIterable<Pcm>,
  sampleRate: number,
  signal: AbortSignal,
): AsyncGenerator<VoiceFrames> {
  const analyzer = new VoiceAnalyzer(sampleRate);
  for await (const { channels } of blocks) {
    signal.throwIfAborted();
    if (channels[0]) yield analyzer.push(channels[0]);
  }
  yield analyzer.flush();
}
