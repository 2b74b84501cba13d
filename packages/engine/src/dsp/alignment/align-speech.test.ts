import { describe, expect, test } from 'vitest';
import { pcmSource } from '../../audio/pcm-source.ts';
import { alignSpeech } from './align-speech.ts';

const RATE = 16_000;
/** Formants of the vowels that the made-up words are of, hertz. */
const VOWELS = [
  [300, 2300],
  [700, 1200],
  [350, 800],
  [550, 1800],
  [450, 1000],
] as const;

/** A word for each entry: two vowels by number, how long it lasts, and the pause after it, seconds. */
type Script = ReadonlyArray<{
  readonly vowels: readonly [number, number];
  readonly seconds: number;
  readonly pause: number;
}>;

/** Speech of pulses through resonances, and where its words are. @param pitch - Hertz. @param tract - Factor of all formants. */
function babble(script: Script, { pitch = 110, tract = 1 } = {}) {
  const words: { start: number; end: number }[] = [];
  const parts: number[] = [];
  for (const { vowels, seconds, pause } of script) {
    const start = parts.length / RATE;
    for (const vowel of vowels) parts.push(...vowelSamples(vowel, seconds / 2, pitch, tract));
    words.push({ start, end: parts.length / RATE });
    for (let at = 0; at < pause * RATE; at++) parts.push(0);
  }
  return { source: pcmSource({ channels: [Float32Array.from(parts)], sampleRate: RATE }), words };
}

function vowelSamples(vowel: number, seconds: number, pitch: number, tract: number): number[] {
  const [first, second] = VOWELS[vowel] ?? [500, 1500];
  const resonances = [first, second, 2_800].map((formant) => formant * tract);
  return Array.from({ length: Math.round(seconds * RATE) }, (_, at) => {
    const since = (at / RATE) % (1 / pitch);
    const ring = resonances.reduce((sum, formant) => sum + Math.sin(2 * Math.PI * formant * since), 0);
    return 0.1 * ring * Math.exp(-since * 400);
  });
}

const TEXT = [0, 1, 2, 3, 4, 2, 0, 3, 1, 4, 3, 2].map((vowel, at) => ({
  vowels: [vowel, (vowel + 1 + (at % 3)) % 5] as const,
  seconds: 0.25 + 0.05 * (at % 4),
  pause: at % 4 === 3 ? 0.3 : 0,
}));

describe('alignSpeech', () => {
  test('finds words of another pitch, tract and pace, with other pauses', async () => {
    const reference = babble(TEXT);
    const slower = TEXT.map((word, at) => ({ ...word, seconds: word.seconds * 1.4, pause: at % 3 === 2 ? 0.5 : 0 }));
    const audio = babble(slower, { pitch: 190, tract: 1.15 });
    const { words, confidence } = await alignSpeech(audio.source, reference.source, reference.words);
    for (const [index, { start, end }] of words.entries()) {
      expect(Math.abs(start - (audio.words[index]?.start ?? 0))).toBeLessThan(0.06);
      expect(Math.abs(end - (audio.words[index]?.end ?? 0))).toBeLessThan(0.06);
    }
    expect(confidence).toBeGreaterThan(0.7);
  });

  test('places words without length where the word before them ends', async () => {
    const { source, words } = babble(TEXT);
    const unspoken = { start: words[2]?.end ?? 0, end: words[2]?.end ?? 0 };
    const found = await alignSpeech(source, source, [...words.slice(0, 3), unspoken, ...words.slice(3)]);
    expect(found.words[3]).toEqual({ start: found.words[2]?.end, end: found.words[2]?.end, confidence: 0 });
  });

  test('keeps its place in a narrow band, with a long interruption', { timeout: 120_000 }, async () => {
    const long = Array.from({ length: 8 }, (_, round) =>
      TEXT.map((word, at) => ({ ...word, vowels: turned(word, round * at) })),
    ).flat();
    const reference = babble(long);
    const audio = babble(
      long.map((word, at) => ({ ...word, seconds: word.seconds * 0.9, pause: at === 50 ? 8 : word.pause })),
    );
    const { words } = await alignSpeech(audio.source, reference.source, reference.words, { band: 800 });
    const late = words.filter(({ start }, index) => Math.abs(start - (audio.words[index]?.start ?? 0)) > 0.1);
    expect(late.length).toBeLessThanOrEqual(2);
  });

  test('refuses silence', async () => {
    const silence = pcmSource({ channels: [new Float32Array(RATE)], sampleRate: RATE });
    const { source, words } = babble(TEXT);
    await expect(alignSpeech(silence, source, words)).rejects.toMatchObject({ reason: 'no_speech' });
  });

  test('rejects with the reason of its signal', async () => {
    const { source, words } = babble(TEXT);
    const signal = AbortSignal.abort(new Error('Enough.'));
    await expect(alignSpeech(source, source, words, { signal })).rejects.toThrow('Enough.');
  });
});

function turned({ vowels: [first, second] }: Script[number], by: number): readonly [number, number] {
  return [(first + by) % 5, (second + by + 1) % 5];
}
