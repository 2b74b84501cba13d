import type { PcmSource } from '../../audio/pcm-source.ts';
import { accents } from './accents.ts';
import type { AudioAnalysis } from './audio-analysis.ts';
import { autocorrelation } from './autocorrelation.ts';
import { type Content, classifySound } from './classify-content.ts';
import { contentEvidence } from './content-evidence.ts';
import { foldChroma } from './fold-chroma.ts';
import { type Levels, measureLevels } from './measure-levels.ts';
import type { SoundCurves } from './meter-evidence.ts';
import { musicalFeatures, ONSET_RATE } from './musical-features.ts';
import { type KeyFigures, keyFigures, NO_KEY, NO_TEMPO, type TempoFigures, tempoFigures } from './musical-figures.ts';
import { pitchMovement, strokeContrast } from './musical-movement.ts';
import { drawAnalysis } from './picture/draw-analysis.ts';
import { monoStream } from './read-mono.ts';
import type { Repetition } from './tempo-evidence.ts';

export type { AudioAnalysis } from './audio-analysis.ts';

/** What to find out. */
export interface AnalyzeAudioOptions {
  /** Whether the times of beats and downbeats are wanted. @default false */
  readonly beats?: boolean;
  /** Whether a picture of waveform and spectrogram is wanted. @default false */
  readonly picture?: boolean;
  readonly signal?: AbortSignal;
  /** @param fraction - Share of the work that is done, 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

/** Music cannot be told at lower rates, hertz. */
const LOWEST_MUSICAL_RATE = 1000;
/** A recording is silent when less than this share of it, and less than this time, is not. */
const SOUNDING_SHARE = 0.01;
const SOUNDING_SECONDS = 0.05;
/** Mix of the channels that is softer than the channels by more than 20 dB: they cancel out, and one is looked at alone. */
const CANCELLED = 0.01;
/** Rhythm weaker than this is chance; so is more of it in few frames, by their square root. */
const WEAKEST_PULSE = 0.15;
const CHANCE_PULSE = 4.5;
/** What sounds all the time, such as hum, a fan or an engine, has less than this of what music has. */
const LEAST_STROKE_CONTRAST = 6.4;
const LEAST_PITCH_MOVEMENT = 0.01;
/** Longest delay that repetition is looked for at, frames: four of the slowest beats, and a margin. */
const LONGEST_DELAY = 7 * ONSET_RATE;
/** Share of the work that the first reading is, and that drawing is where it is wanted. */
const LEVELS_SHARE = 0.5;
const PICTURE_SHARE = 0.4;

/**
 * Analyses a recording: key, tempo, meter, beats, loudness, true peak, silence, and whether it is speech, music or noise. It reads
 * the source twice, and twice more to draw it, block by block; an hour takes about 40 MB. Any rate and number of channels: what is not a number is silence,
 * and at rates below 1 kHz everything is silence or noise.
 * @throws The signal's reason, when it is aborted.
 */
export async function analyzeAudio(source: PcmSource, options: AnalyzeAudioOptions): Promise<AudioAnalysis> {
  const { signal, onProgress, picture } = options;
  if (!picture) return (await measured(source, options)).analysis;
  const { analysis, only } = await measured(source, {
    ...options,
    onProgress: (fraction) => onProgress?.((1 - PICTURE_SHARE) * fraction),
  });
  const drawn = await drawAnalysis(source, analysis, {
    signal,
    only,
    onProgress: (fraction) => onProgress?.(1 - PICTURE_SHARE + PICTURE_SHARE * fraction),
  });
  return { ...analysis, picture: drawn };
}

interface Measured {
  readonly analysis: AudioAnalysis;
  /** The channel that was looked at, where the mean of all would be nothing. */
  readonly only?: number;
}

async function measured(source: PcmSource, options: AnalyzeAudioOptions): Promise<Measured> {
  const { signal, onProgress } = options;
  const duration = source.frames / source.sampleRate;
  const levels = await measureLevels(source, {
    signal,
    onProgress: (fraction) => onProgress?.(LEVELS_SHARE * fraction),
  });
  const technical = technicalFigures(duration, levels);
  if (isSilent(levels, duration) || source.sampleRate < LOWEST_MUSICAL_RATE) {
    onProgress?.(1);
    return { analysis: combine(isSilent(levels, duration) ? 'silence' : 'noise', technical, NO_KEY, NO_TEMPO) };
  }
  const cancelled = levels.activeMixPower < CANCELLED * levels.activePower;
  const looked = cancelled ? { only: 0 } : {};
  const mono = monoStream(source, looked.only);
  const level = Math.sqrt(cancelled ? levels.activePower : levels.activeMixPower);
  const features = await musicalFeatures(mono, level, {
    signal,
    onProgress: (fraction) => onProgress?.(LEVELS_SHARE + (1 - LEVELS_SHARE) * fraction),
  });
  const curves: SoundCurves = {
    full: accents(features.onsets.full),
    low: accents(features.onsets.low),
    high: accents(features.onsets.high),
    power: features.onsets.power,
  };
  const repetition: Repetition = {
    full: autocorrelation(curves.full, LONGEST_DELAY),
    low: autocorrelation(curves.low, LONGEST_DELAY),
    high: autocorrelation(curves.high, LONGEST_DELAY),
  };
  const evidence = contentEvidence(features, repetition.full, levels.silences);
  const content = classifySound(evidence);
  if (content !== 'music') return { analysis: combine(content, technical, NO_KEY, NO_TEMPO), ...looked };
  const chroma = foldChroma(features.pitches);
  const hasStrokes = strokeContrast(curves.full) >= LEAST_STROKE_CONTRAST;
  const hasHarmony = pitchMovement(chroma) >= LEAST_PITCH_MOVEMENT;
  const key = hasHarmony ? keyFigures(features.pitches, chroma) : NO_KEY;
  if (!hasStrokes && key === NO_KEY) return { analysis: combine('noise', technical, NO_KEY, NO_TEMPO), ...looked };
  const chance = Math.max(WEAKEST_PULSE, CHANCE_PULSE / Math.sqrt(curves.full.length));
  const hasRhythm = hasStrokes && evidence.pulse >= chance;
  const tempo = hasRhythm ? tempoFigures(curves, repetition, chroma, options.beats ?? false) : NO_TEMPO;
  return { analysis: combine(content, technical, key, tempo), ...looked };
}

function isSilent({ silentShare }: Levels, duration: number): boolean {
  const sounding = 1 - silentShare;
  return sounding === 0 || (sounding < SOUNDING_SHARE && sounding * duration < SOUNDING_SECONDS);
}

type TechnicalFigures = Pick<AudioAnalysis, 'duration' | 'loudness' | 'truePeak' | 'silence'>;

function technicalFigures(duration: number, { loudness, truePeak, silentShare, silences }: Levels): TechnicalFigures {
  return {
    duration,
    loudness: Number.isFinite(loudness) ? loudness : null,
    truePeak: Number.isFinite(truePeak) ? truePeak : null,
    silence: { share: silentShare, stretches: silences },
  };
}

function combine(content: Content, technical: TechnicalFigures, key: KeyFigures, tempo: TempoFigures): AudioAnalysis {
  return {
    content,
    ...technical,
    ...key,
    ...tempo,
    confidence: { ...key.confidence, ...tempo.confidence },
    alternatives: { ...key.alternatives, ...tempo.alternatives },
  };
}
