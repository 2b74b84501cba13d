import type { Pcm } from '@potoo/core';
import type { PcmSource } from '../../audio/pcm-source.ts';
import { createPeakLimiter } from '../../audio/peak-limiter.ts';
import { SampleHistory } from '../vocoder/sample-history.ts';
import { stretchTime } from '../vocoder/stretch-time.ts';
import { STRETCH_RANGE } from '../vocoder/time-map.ts';
import { VoiceAnalyzer } from '../vocoder/voice-analyzer.ts';
import type { VoiceFrames } from '../vocoder/voice-frames.ts';
import { cutPhrases } from './cut-phrases.ts';
import { deliverPhrase } from './deliver-phrase.ts';
import type { Delivery } from './delivery.ts';
import { synthesizeInterruptibly } from './interruptible.ts';
import type { MeasuredVoice } from './measure-voice.ts';
import { openRecording } from './open-recording.ts';
import { findCreak, medianOf } from './pitch-distribution.ts';
import { planMelody } from './plan-melody.ts';
import { sampleOf } from './sample-voice.ts';
import { colourVoice, mapMelody } from './shape-voice.ts';
import { planShaping, type ShapingPlan } from './shaping-plan.ts';
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
  /** Called with a sentence about what could not be done as wished. */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/** Share of the work that measuring is. */
const MEASURING_SHARE = 0.1;
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
  const { target, speed, signal, onProgress, onWarning } = options;
  const { sampleRate } = source;
  const { measured, blocks } = await openRecording(source, {
    clean: target !== undefined,
    signal,
    onProgress: (fraction) => onProgress(MEASURING_SHARE * fraction),
  });
  if (!measured) onWarning?.('No voice was found in the recording, so that there was none to change.');
  const plan = measured && target ? planShaping(sampleOf(measured), target, 'recorded') : undefined;
  const pausePower = 10 ** ((measured?.profile.level ?? -60) / 10) * PAUSE;
  const register = {
    middle: medianOf(plan?.pitch.to ?? measured?.profile.pitch ?? []),
    // In another voice creak has found its place among the pitches of that.
    creak: measured && !plan ? findCreak(measured.frames.f0) : undefined,
  };
  const delivery = measured
    ? planMelody(await melodiesOf(measured, plan, pausePower), options.delivery, register)
    : options.delivery;
  const stretch = Math.min(STRETCH_RANGE.longest, Math.max(STRETCH_RANGE.shortest, 1 / (delivery.tempo * speed)));
  const level = 10 ** (delivery.energy / 20);
  const heard = new SampleHistory(0);
  let done = 0;
  for await (const phrase of cutPhrases(framesOf(blocks, { sampleRate, heard, signal }), pausePower)) {
    signal.throwIfAborted();
    const shaped = plan ? mapMelody(colourVoice(phrase, plan), plan.pitch.from, plan.pitch.to) : phrase;
    const delivered = deliverPhrase(shaped, delivery, register);
    const paced = stretch === 1 ? delivered : stretchTime(delivered, stretch);
    const samples = await synthesizeInterruptibly(paced, signal);
    const was = heard.samples.subarray(done + heard.offset, done + phrase.length + heard.offset);
    const gain = (level * deviation(was)) / (deviation(samples) || 1);
    yield createPeakLimiter({ channels: [samples], sampleRate }).apply(gain, CEILING).pcm;
    done += phrase.length;
    heard.dropBefore(done);
    onProgress(MEASURING_SHARE + (1 - MEASURING_SHARE) * (done / source.frames));
  }
}

/** The melodies of what was measured, phrase by phrase, as they are before they are delivered. */
async function melodiesOf(
  { frames, powers }: MeasuredVoice,
  plan: ShapingPlan | undefined,
  pausePower: number,
): Promise<readonly VoiceFrames[]> {
  const f0 = frames.f0.map((hertz, frame) => (powers.sounding[frame] ? hertz : 0));
  const phrases = await Array.fromAsync(cutPhrases([{ ...frames, f0 }], pausePower));
  return plan ? phrases.map((phrase) => mapMelody(phrase, plan.pitch.from, plan.pitch.to)) : phrases;
}

/** Root of the mean power, but for what stands still. */
function deviation(samples: Float32Array): number {
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / Math.max(1, samples.length);
  return Math.sqrt(samples.reduce((sum, sample) => sum + (sample - mean) ** 2, 0) / Math.max(1, samples.length));
}

/** Takes a recording apart as it comes. @param to - Where its samples are kept for whoever compares. */
async function* framesOf(
  blocks: AsyncIterable<Pcm>,
  to: { readonly sampleRate: number; readonly heard: SampleHistory; readonly signal: AbortSignal },
): AsyncGenerator<VoiceFrames> {
  const analyzer = new VoiceAnalyzer(to.sampleRate);
  for await (const { channels } of blocks) {
    to.signal.throwIfAborted();
    if (!channels[0]) continue;
    to.heard.append(channels[0]);
    yield analyzer.push(channels[0]);
  }
  yield analyzer.flush();
}
