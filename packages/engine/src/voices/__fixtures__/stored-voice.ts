import { randomUUID } from 'node:crypto';
import type { StoredVoice } from '../stored-voice.ts';

/** A voice as it may be kept. */
export function storedVoice(differing: Partial<StoredVoice> = {}): StoredVoice {
  return {
    id: randomUUID(),
    name: 'Anna',
    language: 'en',
    gender: 'female',
    consent: { speaker: 'Anna Berg', statement: 'I agree to be cloned.', date: '2026-01-31T00:00:00.000Z' },
    sourceHash: 'ab'.repeat(32),
    createdAt: '2026-02-01T00:00:00.000Z',
    profile: {
      pitch: [160, 170, 185, 200, 220, 250, 270],
      formants: [550, 1700, 2800, 3900],
      formantSpacing: 1120,
      spectrum: Array.from({ length: 40 }, (_, band) => 1 - band),
      tilt: -7,
      bandwidth: 8000,
      rate: 3.5,
      level: -22,
      breath: [-20, -10, -5],
      voicedSeconds: 8,
    },
    ...differing,
  };
}
