import { describe, expect, it } from 'vitest';
import { joinArrays } from '../../audio/join-arrays.ts';
import { harmonicVoice, levelOf } from './__fixtures__/voices.ts';
import { analyzeVoice } from './analyze-voice.ts';
import { sliceFrames } from './slice-frames.ts';
import { synthesizeVoice } from './synthesize-voice.ts';
import type { VoiceFrames } from './voice-frames.ts';
import { VoiceSynthesizer } from './voice-synthesizer.ts';

const RATE = 16_000;
const voice = analyzeVoice(
  harmonicVoice({ pitch: (t) => (t % 0.5 < 0.35 ? 120 + 80 * t : 0), seconds: 2, noiseDb: -30 }),
  RATE,
);

describe('VoiceSynthesizer', () => {
  it.each([1, 3, 40])('gives the same samples for stretches of %d frames as for the whole', (count) => {
    const synthesizer = new VoiceSynthesizer(voice);
    const parts = stretches(voice, count).map((stretch) => synthesizer.push(stretch));
    expect(joinArrays([...parts, synthesizer.flush()])).toEqual(synthesizeVoice(voice));
  });

  it('gives samples soon: what is not given yet is less than 25 ms', () => {
    const synthesizer = new VoiceSynthesizer(voice);
    let given = 0;
    for (const [index, stretch] of stretches(voice, 1).entries()) {
      given += synthesizer.push(stretch).length;
      expect(index * 80 - given).toBeLessThan(0.025 * RATE);
    }
  });

  it('gives the same samples for a seed, and other noise for another', () => {
    expect(synthesizeVoice(voice)).toEqual(synthesizeVoice(voice, { seed: 1 }));
    expect(synthesizeVoice(voice, { seed: 2 })).not.toEqual(synthesizeVoice(voice));
    expect(synthesizeVoice(voice, { seed: 0 }).every(Number.isFinite)).toBe(true);
  });

  it('is as long as the frames stand for, however many there are', () => {
    for (const length of [0, 1, 79, 80, 5000, voice.length + 1000]) {
      expect(synthesizeVoice({ ...voice, length })).toHaveLength(length);
    }
    expect(synthesizeVoice({ ...sliceFrames(voice, 0, 1), length: 4000 })).toHaveLength(4000);
  });

  it('leaves hardly any constant in the sound', () => {
    const sound = synthesizeVoice(voice);
    const mean = sound.reduce((sum, value) => sum + value, 0) / sound.length;
    expect(Math.abs(mean) / levelOf(sound)).toBeLessThan(0.03);
  });

  it('lives through any pitch', () => {
    for (const pitch of [0.001, 20, 20_000]) {
      const sound = synthesizeVoice({ ...voice, f0: voice.f0.map(() => pitch) });
      expect(sound.every(Number.isFinite)).toBe(true);
    }
  });

  it('refuses frames of another format', () => {
    const other = analyzeVoice(harmonicVoice({ pitch: () => 120, seconds: 0.1, sampleRate: 8000 }), 8000);
    expect(() => new VoiceSynthesizer(voice).push(other)).toThrow(RangeError);
  });
});

/** Cuts frames into stretches. */
function stretches(frames: VoiceFrames, count: number): VoiceFrames[] {
  return Array.from({ length: Math.ceil(frames.frames / count) }, (_, index) =>
    sliceFrames(frames, index * count, (index + 1) * count),
  );
}
