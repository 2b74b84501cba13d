import { joinArrays } from '../../audio/join-arrays.ts';
import type { PcmSource } from '../../audio/pcm-source.ts';
import { analyzeAudio } from '../analysis/analyze-audio.ts';
import type { Content } from '../analysis/classify-content.ts';
import { monoStream } from '../analysis/read-mono.ts';
import { EXAMINED_SECONDS } from './examined-seconds.ts';
import { measureInterruptibly } from './measure-voice.ts';
import { signalToNoise } from './signal-to-noise.ts';
import { type SpeakerCount, tellSpeakers } from './tell-speakers.ts';
import { voiceCepstra } from './voice-cepstra.ts';
import type { VoiceProfile } from './voice-profile.ts';

/** What was found in a recording that is to be a reference for a voice. */
export interface ExaminedReference {
  /** The voice; absent where hardly anything is voiced. */
  readonly profile?: VoiceProfile;
  readonly content: Content;
  /** Time that is no pause, seconds. */
  readonly speechSeconds: number;
  /** Share of the samples that are cut off at full scale. */
  readonly clipped: number;
  /** Speech over what is left in its pauses, decibels. */
  readonly signalToNoise: number;
  readonly speakers: SpeakerCount;
}

/** Samples at nearly the highest value, this many in a row, were cut off. */
const CLIPPED_RUN = 3;
const CLIPPED_LEVEL = 0.985;
const LOUDEST_UNCLIPPED = 0.85;

/** Measures the voice in the first minute of a recording, and looks for what makes it a bad reference. */
export async function examineReference(
  whole: PcmSource,
  { signal, alive }: { readonly signal: AbortSignal; alive?(): void },
): Promise<ExaminedReference> {
  const source = beginning(whole, EXAMINED_SECONDS);
  const { content } = await analyzeAudio(source, { signal, onProgress: () => alive?.() });
  const mono = monoStream(source);
  const blocks: Float32Array[] = [];
  for await (const block of mono.blocks({ signal })) blocks.push(block);
  const samples = joinArrays(blocks);
  const measured =
    content === 'silence'
      ? undefined
      : await measureInterruptibly(samples, mono.sampleRate, { signal, onProgress: () => alive?.() });
  const facts = { content, clipped: clippedShare(samples) };
  if (!measured) return { ...facts, speechSeconds: 0, signalToNoise: 0, speakers: 'one' };
  const { profile, frames, powers } = measured;
  return {
    ...facts,
    profile,
    speechSeconds: powers.sounding.filter(Boolean).length * frames.frameSeconds,
    signalToNoise: signalToNoise(powers),
    speakers: tellSpeakers(voiceCepstra(frames, powers.voiced)),
  };
}

function beginning(source: PcmSource, seconds: number): PcmSource {
  const frames = Math.min(source.frames, Math.round(seconds * source.sampleRate));
  return {
    ...source,
    frames,
    read: ({ to = frames, ...rest } = {}) => source.read({ ...rest, to: Math.min(to, frames) }),
  };
}

function clippedShare(samples: Float32Array): number {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  if (peak < LOUDEST_UNCLIPPED) return 0;
  let [clipped, run] = [0, 0];
  for (const sample of samples) {
    if (Math.abs(sample) >= CLIPPED_LEVEL * peak) run++;
    else {
      if (run >= CLIPPED_RUN) clipped += run;
      run = 0;
    }
  }
  return clipped / Math.max(1, samples.length);
}
