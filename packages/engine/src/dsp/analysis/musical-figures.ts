import type { AudioAnalysis } from './audio-analysis.ts';
import { camelotCode, compatibleKeys, keyName } from './camelot.ts';
import { estimateKey } from './estimate-key.ts';
import { estimateMeter } from './estimate-meter.ts';
import { estimateTempo } from './estimate-tempo.ts';
import { findDownbeats } from './find-downbeats.ts';
import { beatEvents, meterEvidence, type SoundCurves } from './meter-evidence.ts';
import { ONSET_RATE } from './musical-features.ts';
import type { PitchTrack } from './pitch-collector.ts';
import { beatPeriod } from './tempo-candidates.ts';
import type { Repetition } from './tempo-evidence.ts';

/** Tones that hold have at least this share of the power where there is a key; drums have none, a fan up to 0.011. */
const FEWEST_HELD = 0.015;
/** Pitch classes are at least so like the profile of a key; those of an accident are not. */
const LEAST_KEY_SCORE = 0.9;
const MOST_KEYS = 4;
const LEAST_CONFIDENCE = 0.02;

/** What an analysis tells about the key. */
export type KeyFigures = Pick<AudioAnalysis, 'key' | 'scale' | 'camelot' | 'compatibleKeys'> & {
  readonly confidence: Pick<AudioAnalysis['confidence'], 'key'>;
  readonly alternatives: Pick<AudioAnalysis['alternatives'], 'keys'>;
};

/** What an analysis tells about tempo and meter. */
export type TempoFigures = Pick<AudioAnalysis, 'bpm' | 'timeSignature' | 'beats' | 'downbeats'> & {
  readonly confidence: Pick<AudioAnalysis['confidence'], 'bpm' | 'timeSignature'>;
  readonly alternatives: Pick<AudioAnalysis['alternatives'], 'tempos'>;
};

/** There is no key. */
export const NO_KEY: KeyFigures = {
  key: null,
  scale: null,
  camelot: null,
  compatibleKeys: [],
  confidence: { key: 0 },
  alternatives: { keys: [] },
};

/** There is no tempo. */
export const NO_TEMPO: TempoFigures = {
  bpm: null,
  timeSignature: null,
  confidence: { bpm: 0, timeSignature: 0 },
  alternatives: { tempos: [] },
  beats: [],
  downbeats: [],
};

/** Finds the key, where there is one. @param chroma - Rows of twelve, see `foldChroma`. */
export function keyFigures(pitches: PitchTrack, chroma: Float32Array): KeyFigures {
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

/** Finds tempo, meter and, when they are wanted, beats. @param chroma - Rows of twelve, see `foldChroma`. */
export function tempoFigures(
  curves: SoundCurves,
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
