import type { Analysis, AudioContent, Scale } from '../contract/audio-tools.ts';
import { encodeBase64, readBase64 } from './base64.ts';
import { readUsage, readWarning } from './details.ts';
import { Fields } from './fields.ts';

const SCALES: readonly Scale[] = ['Major', 'Minor'];
const CONTENTS: readonly AudioContent[] = ['speech', 'music', 'noise', 'silence'];

/** The body of `POST /v1/audio/analyze/`: the seed's fields, then Potoo's own. */
export interface WireAnalysis extends Pick<Analysis, SameOnWire> {
  readonly time_signature: Analysis['timeSignature'];
  readonly compatible_keys: Analysis['compatibleKeys'];
  readonly true_peak: Analysis['truePeak'];
  /** A PNG in base64; only where asked for. */
  readonly picture?: string;
  readonly confidence: { readonly key: number; readonly bpm: number; readonly time_signature: number };
}

type SameOnWire =
  | 'key'
  | 'scale'
  | 'bpm'
  | 'camelot'
  | 'alternatives'
  | 'content'
  | 'duration'
  | 'loudness'
  | 'silence'
  | 'beats'
  | 'downbeats'
  | 'warnings';

/** Writes an analysis. */
export function toWireAnalysis(analysis: Analysis): WireAnalysis {
  const { timeSignature, compatibleKeys, truePeak, confidence, picture, usage: _, response: __, ...same } = analysis;
  return {
    ...same,
    time_signature: timeSignature,
    compatible_keys: compatibleKeys,
    true_peak: truePeak,
    confidence: { key: confidence.key, bpm: confidence.bpm, time_signature: confidence.timeSignature },
    ...(picture && { picture: encodeBase64(picture) }),
  };
}

/**
 * Reads an analysis, but for its `response`. What only Potoo sends may be missing.
 * @throws {UnreachableError} With reason `invalid_response`.
 */
export function fromWireAnalysis(body: unknown): Omit<Analysis, 'response'> {
  const fields = new Fields(body);
  const confidence = fields.optionalObject('confidence');
  const alternatives = fields.optionalObject('alternatives');
  const silence = fields.optionalObject('silence');
  const picture = fields.optionalString('picture');
  return {
    key: fields.optionalString('key') ?? null,
    scale: fields.optionalOneOf('scale', SCALES) ?? null,
    bpm: fields.optionalNumber('bpm') ?? null,
    timeSignature: fields.optionalString('time_signature') ?? null,
    camelot: fields.optionalString('camelot') ?? null,
    compatibleKeys: fields.strings('compatible_keys'),
    confidence: {
      key: confidence.optionalNumber('key') ?? 0,
      bpm: confidence.optionalNumber('bpm') ?? 0,
      timeSignature: confidence.optionalNumber('time_signature') ?? 0,
    },
    alternatives: {
      keys: alternatives.objects('keys', (item) => ({
        key: item.string('key'),
        scale: item.oneOf('scale', SCALES),
        confidence: item.number('confidence'),
      })),
      tempos: alternatives.objects('tempos', (item) => ({
        bpm: item.number('bpm'),
        confidence: item.number('confidence'),
      })),
    },
    content: fields.optionalOneOf('content', CONTENTS) ?? 'music',
    duration: fields.optionalNumber('duration') ?? 0,
    loudness: fields.optionalNumber('loudness') ?? null,
    truePeak: fields.optionalNumber('true_peak') ?? null,
    silence: {
      share: silence.optionalNumber('share') ?? 0,
      stretches: silence.objects('stretches', (item) => ({ start: item.number('start'), end: item.number('end') })),
    },
    beats: fields.numbers('beats'),
    downbeats: fields.numbers('downbeats'),
    ...(picture !== undefined && { picture: readBase64(picture) }),
    warnings: fields.objects('warnings', readWarning),
    usage: readUsage(fields),
  };
}
