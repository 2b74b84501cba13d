import type { SynthesizeParams, Utterance } from '../contract.ts';
import { spokenPhone } from './flite-phones.ts';
import type { FliteProgram } from './flite-program.ts';
import type { FliteVoice } from './flite-voices.ts';
import { alignPhones } from './phone-alignment.ts';
import { readWav } from './read-wav.ts';
import { type ScriptToken, scriptLexicon, scriptText, writeScript } from './script.ts';
import { parsePhones, type TimedPhone } from './spoken-phones.ts';
import type { WordPhones } from './word-phones.ts';

/** What speaking needs beside the parameters. */
export interface SpeakingTools {
  readonly program: FliteProgram;
  readonly wordPhones: WordPhones;
  /** Called between parts; rejects when the work is no longer wanted. */
  breathe(): Promise<void>;
}

interface SpokenPart {
  readonly samples: Float32Array;
  readonly phones: readonly TimedPhone[];
  /** Per token of the part. */
  readonly tokens: ReadonlyArray<{ readonly word: number; readonly start: number; readonly end: number }>;
}

/** Speaks a sentence and tells when its words are. What flite cannot read takes no time. */
export async function speakScript(
  params: SynthesizeParams,
  voice: FliteVoice,
  tools: SpeakingTools,
): Promise<Utterance> {
  const parts: SpokenPart[] = [];
  for (const tokens of writeScript(params)) {
    if (parts.length > 0) await tools.breathe();
    parts.push(speakPart(tokens, params, voice, tools));
  }
  return joinParts(parts, params.words.length, voice.sampleRate);
}

function speakPart(
  tokens: readonly ScriptToken[],
  { rate, pitch }: SynthesizeParams,
  voice: FliteVoice,
  { program, wordPhones }: SpeakingTools,
): SpokenPart {
  const args = ['-voice', voice.fliteName, '-psdur', '-t', scriptText(tokens)];
  if (rate !== 1) args.push('--setf', `duration_stretch=${(voice.ownStretch / rate).toFixed(4)}`);
  if (pitch !== 1) args.push('--setf', `f0_shift=${pitch.toFixed(4)}`);
  const { stdout, wav = new Uint8Array() } = program.run(args, { wav: true, lexicon: scriptLexicon(tokens) });
  const { samples, sampleRate } = readWav(wav);
  const duration = samples.length / sampleRate;
  // The diphone voices leave out the end of the last pause.
  const phones = parsePhones(stdout)
    .map(({ symbol, start, end }) => ({ symbol, start: Math.min(start, duration), end: Math.min(end, duration) }))
    .filter(({ start, end }) => end > start);
  return { samples, phones, tokens: timeTokens(tokens, phones, wordPhones) };
}

function timeTokens(
  tokens: readonly ScriptToken[],
  phones: readonly TimedPhone[],
  wordPhones: WordPhones,
): SpokenPart['tokens'] {
  const asked = wordPhones.of(tokens.filter(({ pronunciation }) => !pronunciation).map(({ text }) => text)).values();
  const expected = tokens.map(({ pronunciation }) => pronunciation?.map(spokenPhone) ?? asked.next().value ?? []);
  const ranges = alignPhones(
    expected,
    phones.map(({ symbol }) => symbol),
  );
  return tokens.map(({ word }, index) => {
    const { from, to } = ranges[index] ?? { from: 0, to: 0 };
    const start = phones[from]?.start ?? phones.at(-1)?.end ?? 0;
    return { word, start, end: to > from ? (phones[to - 1]?.end ?? start) : start };
  });
}

function joinParts(parts: readonly SpokenPart[], wordCount: number, sampleRate: number): Utterance {
  const [only] = parts;
  const frames = parts.reduce((sum, { samples }) => sum + samples.length, 0);
  const samples = only && parts.length === 1 ? only.samples : new Float32Array(frames);
  const phones: TimedPhone[] = [];
  const words: Array<{ start: number; end: number } | undefined> = Array.from({ length: wordCount }, () => undefined);
  let frame = 0;
  for (const part of parts) {
    const offset = frame / sampleRate;
    if (parts.length > 1) samples.set(part.samples, frame);
    frame += part.samples.length;
    for (const { symbol, start, end } of part.phones) phones.push({ symbol, start: start + offset, end: end + offset });
    for (const { word, start, end } of part.tokens) {
      words[word] = { start: words[word]?.start ?? start + offset, end: end + offset };
    }
  }
  return { samples, sampleRate, phones, words: fillUnspoken(words) };
}

/** Words of which nothing was spoken stand, without length, where the word before them ends. */
function fillUnspoken(words: ReadonlyArray<{ start: number; end: number } | undefined>): Utterance['words'] {
  let at = words.find((word) => word !== undefined)?.start ?? 0;
  return words.map((word) => {
    const timing = word ?? { start: at, end: at };
    at = timing.end;
    return timing;
  });
}
