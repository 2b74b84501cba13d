import { expect, it } from 'vitest';
import type { Analysis } from '../contract/audio-tools.ts';
import { fromWireAnalysis, toWireAnalysis } from './analysis.ts';

const ANALYSIS: Analysis = {
  key: 'C',
  scale: 'Major',
  bpm: 120,
  timeSignature: '4/4',
  camelot: '8B',
  compatibleKeys: ['C Major', 'G Major', 'F Major', 'A Minor'],
  confidence: { key: 0.9, bpm: 0.8, timeSignature: 0.7 },
  alternatives: { keys: [{ key: 'A', scale: 'Minor', confidence: 0.1 }], tempos: [{ bpm: 60, confidence: 0.2 }] },
  content: 'music',
  duration: 12.5,
  loudness: -14,
  truePeak: -1,
  silence: { share: 0.1, stretches: [{ start: 0, end: 1.25 }] },
  beats: [1.5, 2],
  downbeats: [1.5],
  picture: Uint8Array.of(0x89, 0x50, 0, 255),
  warnings: [],
  usage: {},
  response: {},
};

const overWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

it('comes back as it went, picture and all', () => {
  expect({ ...fromWireAnalysis(overWire(toWireAnalysis(ANALYSIS))), response: {} }).toEqual(ANALYSIS);
});

it('has the fields that TTS.ai documents, by their names', () => {
  expect(toWireAnalysis(ANALYSIS)).toMatchObject({
    key: 'C',
    scale: 'Major',
    bpm: 120,
    time_signature: '4/4',
    camelot: '8B',
    compatible_keys: ['C Major', 'G Major', 'F Major', 'A Minor'],
  });
});

it('is read when a server sends only those', () => {
  const { key, picture, beats, confidence } = fromWireAnalysis({
    key: 'C',
    scale: 'Major',
    bpm: 120.0,
    time_signature: '4/4',
    camelot: '8B',
    compatible_keys: ['C Major', 'G Major', 'F Major', 'A Minor'],
  });
  expect({ key, picture, beats }).toEqual({ key: 'C', picture: undefined, beats: [] });
  expect(confidence).toEqual({ key: 0, bpm: 0, timeSignature: 0 });
});

it('refuses a picture that is no base64', () => {
  expect(() => fromWireAnalysis({ ...toWireAnalysis(ANALYSIS), picture: '?' })).toThrow(
    expect.objectContaining({ reason: 'invalid_response' }),
  );
});
