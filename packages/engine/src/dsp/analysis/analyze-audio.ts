import type { PcmSource } from '../../audio/pcm-source.ts';
import { accents } from './accents.ts';
import { autocorrelation } from './autocorrelation.ts';
import type { AccentCurves } from './beat-grid.ts';
import { camelotCode, compatibleKeys, type Key, keyName } from './camelot.ts';
import { type Content, classifySound } from './classify-content.ts';
import { contentEvidence } from './content-evidence.ts';
import { estimateKey } from './estimate-key.ts';
import { estimateMeter, type TimeSignature } from './estimate-meter.ts';
import { estimateTempo, type TempoCandidate } from './estimate-tempo.ts';
import { findDownbeats } from './find-downbeats.ts';
import { foldChroma } from './fold-chroma.ts';
import { type Levels, measureLevels, type TimeSpan } from './measure-levels.ts';
import { beatEvents, meterEvidence } from './meter-evidence.ts';
import { musicalFeatures, ONSET_RATE } from './musical-features.ts';
import type { PitchTrack } from './pitch-collector.ts';
import { monoStream } from './read-mono.ts';
import { beatPeriod } from './tempo-candidates.ts';
import type { Repetition } from './tempo-evidence.ts';

/** What a recording is, musically and technically. What it does not have is `null`: speech has no key. */
export interface AudioAnalysis {
  /** What it mostly is. */
  readonly content: Content;
  /** Seconds. */
  readonly duration: number;
  /** Integrated loudness, LUFS (EBU R128); `null` for silence and for less than 0.4 s. */
  readonly loudness: number | null;
  /** True peak, dBTP; `null` for digital silence. */
  readonly truePeak: number | null;
  readonly silence: {
    /** Share of the time, 0 to 1. */
    readonly share: number;
    /** Stretches of at least 0.3 s below -60 dB of full scale. */
    readonly stretches: readonly TimeSpan[];
  };
  /** Tonic, such as `C`, `F#` or `Bb`. */
  readonly key: string | null;
  readonly scale: Key['scale'] | null;
  /** Camelot wheel code, such as `8B`. */
  readonly camelot: string | null;
  /** Keys that mix well with it, itself first, such as `C Major`; empty without a key. */
  readonly compatibleKeys: readonly string[];
  /** Beats per minute, to a tenth. */
  readonly bpm: number | null;
  readonly timeSignature: TimeSignature | null;
  /** 0 to 1 each; 0 for what is `null`. */
  readonly confidence: { readonly key: number; readonly bpm: number; readonly timeSignature: number };
  readonly alternatives: {
    /** Other keys, the most likely first. */
    readonly keys: ReadonlyArray<Key & { readonly confidence: number }>;
    /** Other tempi that may be meant, the most likely first; mostly halves and doubles. */
    readonly tempos: readonly TempoCandidate[];
  };
  /** Times of the beats, seconds; empty unless asked for, and without a tempo. */
  readonly beats: readonly number[];
  /** Those of them that begin a bar. */
  readonly downbeats: readonly number[];
}

/** What to find out. */
export interface AnalyzeAudioOptions {
  /** Whether the times of beats and downbeats are wanted. @default false */
  readonly beats?: boolean;
  readonly signal?: AbortSignal;
  /** @param fraction - Share of the work that is done, 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

/** A recording is silent when less than this share of it, and less than this time, is not. */
const SOUNDING_SHARE = 0.01;
const SOUNDING_SECONDS = 0.05;
/** Mix of the channels that is softer than the channels by more than 20 dB: they cancel out, and one is looked at alone. */
const CANCELLED = 0.01;
/** Rhythm weaker than this is chance. */
const WEAKEST_PULSE = 0.15;
/** A key needs tones that hold, and pitch classes that are like its profile; drums and accidents have neither. */
const FEWEST_HELD = 0.004;
const LEAST_KEY_SCORE = 0.9;
const MOST_KEYS = 4;
const LEAST_CONFIDENCE = 0.02;
/** Longest delay that repetition is looked for at, seconds: four of the slowest beats, and a margin. */
const LONGEST_DELAY = 7;
/** Share of the work that the first reading is. */
const LEVELS_SHARE = 0.5;

/**
 * Analyses a recording: key, tempo, meter, beats, loudness, true peak, silence, and whether it is speech, music or noise. It reads
 * the source twice, block by block; an hour takes about 40 MB. Any rate and number of channels; what is not a number is silence.
 * @throws The signal's reason, when it is aborted.
 */
export async function analyzeAudio(source: PcmSource, options: AnalyzeAudioOptions): Promise<AudioAnalysis> {
  const { signal, onProgress } = options;
  const duration = source.frames / source.sampleRate;
  const levels = await measureLevels(source, {
    signal,
    onProgress: (fraction) => onProgress?.(LEVELS_SHARE * fraction),
  });
  const technical = { duration, ...technicalFigures(levels) };
  if (isSilent(levels, duration)) {
    onProgress?.(1);
    return { content: 'silence', ...technical, ...NO_MUSIC };
  }
  const cancelled = levels.activeMixPower < CANCELLED * levels.activePower;
  const mono = monoStream(source, cancelled ? 0 : undefined);
  const level = Math.sqrt(cancelled ? levels.activePower : levels.activeMixPower);
  const features = await musicalFeatures(mono, level, {
    signal,
    onProgress: (fraction) => onProgress?.(LEVELS_SHARE + (1 - LEVELS_SHARE) * fraction),
  });
  const curves: AccentCurves = {
    full: accents(features.onsets.full),
    low: accents(features.onsets.low),
    high: accents(features.onsets.high),
  };
  const repetition: Repetition = {
    full: autocorrelation(curves.full, LONGEST_DELAY * ONSET_RATE),
    low: autocorrelation(curves.low, LONGEST_DELAY * ONSET_RATE),
    high: autocorrelation(curves.high, LONGEST_DELAY * ONSET_RATE),
  };
  const evidence = contentEvidence(features, repetition.full, levels.silences);
  const content = classifySound(evidence);
  if (content !== 'music') return { content, ...technical, ...NO_MUSIC };
  const chroma = foldChroma(features.pitches);
  const key = keyFigures(features.pitches, chroma);
  const tempo =
    evidence.pulse >= WEAKEST_PULSE ? tempoFigures(curves, repetition, chroma, options.beats ?? false) : NO_TEMPO;
  return {
    content,
    ...technical,
    ...key,
    ...tempo,
    confidence: { ...key.confidence, ...tempo.confidence },
    alternatives: { ...key.alternatives, ...tempo.alternatives },
  };
}

type KeyFigures = Pick<AudioAnalysis, 'key' | 'scale' | 'camelot' | 'compatibleKeys'> & {
  readonly confidence: Pick<AudioAnalysis['confidence'], 'key'>;
  readonly alternatives: Pick<AudioAnalysis['alternatives'], 'keys'>;
};

type TempoFigures = Pick<AudioAnalysis, 'bpm' | 'timeSignature' | 'beats' | 'downbeats'> & {
  readonly confidence: Pick<AudioAnalysis['confidence'], 'bpm' | 'timeSignature'>;
  readonly alternatives: Pick<AudioAnalysis['alternatives'], 'tempos'>;
};

const NO_KEY: KeyFigures = {
  key: null,
  scale: null,
  camelot: null,
  compatibleKeys: [],
  confidence: { key: 0 },
  alternatives: { keys: [] },
};

const NO_TEMPO: TempoFigures = {
  bpm: null,
  timeSignature: null,
  confidence: { bpm: 0, timeSignature: 0 },
  alternatives: { tempos: [] },
  beats: [],
  downbeats: [],
};

const NO_MUSIC = {
  ...NO_KEY,
  ...NO_TEMPO,
  confidence: { ...NO_KEY.confidence, ...NO_TEMPO.confidence },
  alternatives: { ...NO_KEY.alternatives, ...NO_TEMPO.alternatives },
};

function isSilent({ silentShare }: Levels, duration: number): boolean {
  const sounding = 1 - silentShare;
  return sounding === 0 || (sounding < SOUNDING_SHARE && sounding * duration < SOUNDING_SECONDS);
}

function technicalFigures({ loudness, truePeak, silentShare, silences }: Levels) {
  return {
    loudness: Number.isFinite(loudness) ? loudness : null,
    truePeak: Number.isFinite(truePeak) ? truePeak : null,
    silence: { share: silentShare, stretches: silences },
  };
}

function keyFigures(pitches: PitchTrack, chroma: Float32Array): KeyFigures {
  const [best, ...others] = pitches.held >= FEWEST_HELD ? estimateKey(chroma) : [];
  if (!best || best.score < LEAST_KEY_SCORE) return NO_KEY;
  return {
    ...keyName(best.tonic, best.scale),
    camelot: camelotCode(best.tonic, best.scale),
    compatibleKeys: compatibleKeys(best.tonic, best.scale),
    confidence: { key: best.confidence },
    alternatives: {
      keys: others
        .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
        .slice(0, MOST_KEYS)
        .map(({ tonic, scale, confidence }) => ({ ...keyName(tonic, scale), confidence })),
    },
  };
}

function tempoFigures(
  curves: AccentCurves,
  repetition: Repetition,
  chroma: Float32Array,
  withBeats: boolean,
): TempoFigures {
  const tempo = estimateTempo(curves, repetition);
  if (!tempo) return NO_TEMPO;
  const period = beatPeriod(tempo.bpm);
  const events = beatEvents(tempo.beats, curves, chroma, period);
  const meter = estimateMeter(meterEvidence(events, tempo.beats, curves, period));
  const times = tempo.beats.map((frame) => frame / ONSET_RATE);
  const downbeats = withBeats ? findDownbeats(events, meter.beatsPerBar).map((beat) => times[beat] ?? 0) : [];
  return {
    bpm: toTenth(tempo.bpm),
    timeSignature: meter.timeSignature,
    confidence: { bpm: tempo.confidence, timeSignature: meter.confidence },
    alternatives: { tempos: tempo.alternatives.map((other) => ({ ...other, bpm: toTenth(other.bpm) })) },
    beats: withBeats ? times : [],
    downbeats,
  };
}

function toTenth(value: number): number {
  return Math.round(10 * value) / 10;
}
