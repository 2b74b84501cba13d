import { tmpdir } from 'node:os';
import type { Pcm } from '@potoo/core';
import { createLoudnessMeter } from '../../audio/loudness-meter.ts';
import { pcmFileSource, spoolPcm } from '../../audio/pcm-file.ts';
import type { PcmSource } from '../../audio/pcm-source.ts';
import { createBandExtender, planExtension } from './bandwidth/band-extender.ts';
import { checkedSource } from './checked-source.ts';
import { claritySettings } from './clarity/clarity-settings.ts';
import { LOUDNESS_ROUNDS, speechGain, withGain } from './clarity/settle-loudness.ts';
import { createVoicePolish } from './clarity/voice-polish.ts';
import type { EnhanceOptions } from './enhance-options.ts';
import { createExactLength } from './exact-length.ts';
import { profileRecording, type RecordingProfile } from './profile/recording-profile.ts';
import { createClickRemover } from './repair/click-remover.ts';
import { createSteadyToneRemover } from './repair/steady-tone-remover.ts';
import { observer, type Stage, throughStages } from './stage.ts';
import { createNoiseSuppressor } from './suppression/noise-suppressor.ts';
import { WorkProgress } from './work-progress.ts';

/** What the parts of the work weigh for its progress: about their share of the time. */
const WEIGHTS = { profile: 0.2, work: 0.6, loudness: 0.1, output: 0.1 } as const;
/** The level of speech that RNNoise has learned from, linear, and how far a recording is raised or lowered to it. */
const GUIDE_LEVEL = 0.05;
const GUIDE_GAINS = { least: 0.1, most: 100 } as const;
/** Channels whose mix is softer than they are by more than this, as a ratio of levels, cancel each other out. */
const CANCELLED = 0.5;
/** Level that speech is taken to have when there is nothing to measure, decibels of full scale. */
const USUAL_LEVEL_DB = -23;
/** From this share on, a recording is music that has some speech rather than the other way round. */
const MOSTLY_MUSIC = 0.5;

/**
 * Cleans a recording up: takes an offset, hum, clicks and noise out of it, makes speech clearer, and raises its bandwidth, as the
 * options say. It reads the recording twice, first to find out what is in it.
 *
 * - Noise is taken down as deep as the strength says; nothing is taken off speech that is clean (more than 35 dB remain
 *   between a clean recording and what comes out). In music only what is steady is taken for noise. Above 24 kHz, in
 *   recordings at 96 or 192 kHz, noise is taken down like that in the highest audible band.
 * - Clarity brings speech to -16 LUFS, with no true peak above -1 dBTP. It keeps what comes before that in a private file.
 * - Super-resolution changes nothing below the edge of what the recording has.
 *
 * At 48 kHz it takes about a twentieth of real time, and the memory for some seconds.
 * @returns Blocks of the recording's channels. Without super-resolution they have its rate and sum to its frames; with it
 * to `round(frames * outputRate / sampleRate)`.
 * @throws {RangeError} If the output rate lies below the recording's.
 * @throws {InternalError} Reason `disk_full` (status 507).
 * @throws The signal's reason.
 */
export async function* enhanceAudio(source: PcmSource, options: EnhanceOptions): AsyncGenerator<Pcm, void> {
  const { signal, onProgress, onWarning } = options;
  signal?.throwIfAborted();
  if (source.frames === 0) return;
  const outputRate = rateAfter(source, options);
  const weights = options.clarity ? WEIGHTS : { ...WEIGHTS, loudness: 0, output: 0 };
  const progress = new WorkProgress(Object.values(weights), onProgress);
  const onFrames = (frames: number) => progress.add(frames / source.frames);
  const onBadValues = () => onWarning?.('The recording has values that are no numbers. They were taken for silence.');
  const input = checkedSource(source, { signal, onFrames, onBadValues });

  progress.begin(weights.profile);
  const profile = await profileRecording(input, { loudness: options.clarity, bandEdge: options.superResolution });
  warnOfMusic(profile, options);
  progress.begin(weights.work);
  const suppressor = options.denoise ? await suppressorFor(source, profile, options) : undefined;
  try {
    const stages = [...repairStages(source, profile, options), ...(suppressor ? [suppressor] : [])];
    stages.push(...wideningStages(source, profile, options, outputRate));
    const improved = throughStages(input.read(), stages, outputRate);
    if (options.clarity) yield* clarified(improved, source.channels, profile, { ...options, outputRate, progress });
    else yield* improved;
  } finally {
    suppressor?.[Symbol.dispose]();
  }
  progress.end();
}

function rateAfter({ sampleRate }: PcmSource, { superResolution, outputRate }: EnhanceOptions): number {
  if (!superResolution) return sampleRate;
  const rate = outputRate ?? Math.max(sampleRate, 44_100 % sampleRate === 0 ? 44_100 : 48_000);
  if (rate < sampleRate) {
    throw new RangeError(`Expected an output rate of at least ${sampleRate} Hz, which the recording has, got ${rate}.`);
  }
  return rate;
}

function warnOfMusic({ musicShare }: RecordingProfile, { denoise, clarity, onWarning }: EnhanceOptions): void {
  if (musicShare < MOSTLY_MUSIC) return;
  if (denoise) onWarning?.('The recording sounds like music, so only steady noise was taken out of it.');
  if (clarity) onWarning?.('The recording sounds like music, so less was done to it than clarity does to speech.');
}

function repairStages(source: PcmSource, { humLines }: RecordingProfile, { denoise }: EnhanceOptions): Stage[] {
  const { sampleRate, channels } = source;
  if (!denoise) return [];
  return [createSteadyToneRemover(sampleRate, channels, humLines), createClickRemover(sampleRate, channels)];
}

function suppressorFor(
  { sampleRate, channels }: PcmSource,
  { level, mixLevel, music }: RecordingProfile,
  { strength }: EnhanceOptions,
): Promise<Stage & Disposable> {
  const listensToMix = channels > 1 && mixLevel >= CANCELLED * level;
  const heard = listensToMix ? mixLevel : level;
  const guideGain = heard > 0 ? Math.min(GUIDE_GAINS.most, Math.max(GUIDE_GAINS.least, GUIDE_LEVEL / heard)) : 1;
  return createNoiseSuppressor({ sampleRate, channels, listensToMix, strength, guideGain, music });
}

function wideningStages(
  { sampleRate, channels, frames }: PcmSource,
  { bandEdge }: RecordingProfile,
  { superResolution, onWarning }: EnhanceOptions,
  outputRate: number,
): Stage[] {
  if (!superResolution) return [];
  const extension = planExtension(sampleRate, outputRate, bandEdge);
  if (!extension) onWarning?.('The recording has all the frequencies that can be heard, so none were made up.');
  return [
    createBandExtender(sampleRate, outputRate, channels, extension),
    createExactLength(Math.round((frames * outputRate) / sampleRate)),
  ];
}

/** Polishes speech, and settles its loudness, which is known only when all of it has been polished. */
async function* clarified(
  blocks: AsyncIterable<Pcm>,
  channels: number,
  { loudness, musicShare }: RecordingProfile,
  options: EnhanceOptions & { readonly outputRate: number; readonly progress: WorkProgress },
): AsyncGenerator<Pcm, void> {
  const { outputRate, progress, signal, directory = tmpdir() } = options;
  const settings = claritySettings(options.strength, musicShare);
  const level = Number.isFinite(loudness) ? loudness : USUAL_LEVEL_DB;
  const polish = createVoicePolish(outputRate, channels, settings, level);
  const meter = createLoudnessMeter(outputRate, channels);
  const polished = throughStages(blocks, [polish, observer((block) => meter.push(block))], outputRate);
  await using file = await spoolPcm(polished, { directory, signal });
  const reading = (passes: number) => {
    const onFrames = (frames: number) => progress.add(frames / file.frames / passes);
    return checkedSource(pcmFileSource(file), { signal, onFrames });
  };
  progress.begin(WEIGHTS.loudness);
  const gain = await speechGain(reading(LOUDNESS_ROUNDS), meter.integrated());
  progress.begin(WEIGHTS.output);
  yield* withGain(reading(1), gain);
}
