import type { RecognitionResult } from 'sherpa-onnx-node';
import { UNSPACED_LETTER } from '../../text/unspaced-scripts.ts';
import type { Recognition } from '../contract.ts';

/** Longest that a token sounds where the model tells no durations, seconds. */
const LONGEST_TOKEN = 0.4;

interface Group {
  text: string;
  start: number;
  end: number;
  logs: number[];
}

/**
 * Puts the tokens of a recogniser together to words. A token that begins with a space begins a word; scripts without spaces
 * give a word for each token. Without times of the tokens, the words share the stretch by their letters.
 * @param seconds - Length of the stretch.
 */
export function wordsOf(result: RecognitionResult, seconds: number): Recognition['words'] {
  const text = plainText(result.text);
  if (text === '') return [];
  const { tokens, timestamps } = result;
  if (timestamps.length !== tokens.length || tokens.length === 0) return sharedOut(text, seconds);
  const groups = grouped(result, seconds);
  const written = splitWords(text);
  // Inverse text normalisation writes "12" for two tokens of words: then the counts differ, and the text wins.
  if (groups.length !== written.length) return sharedOut(text, seconds, groups[0]?.start, groups.at(-1)?.end);
  return groups.map(({ start, end, logs }, index) => ({
    text: written[index] ?? '',
    start,
    end,
    ...(logs.length > 0 && { confidence: Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length) }),
  }));
}

/**
 * The result with its tokens as others have them, a space before each word. Those of Paraformer have none; there `@@` at the end
 * of a token tells that its word goes on.
 */
export function spacedTokens(result: RecognitionResult, family: string): RecognitionResult {
  if (family !== 'paraformer') return result;
  const tokens = result.tokens.map((token, index) => {
    const goesOn = result.tokens[index - 1]?.endsWith('@@') ?? false;
    return `${goesOn ? '' : ' '}${token.replace(/@@$/, '')}`;
  });
  return { ...result, tokens };
}

/** The text without the recogniser's own marks; a model that knows capitals only does not shout. */
export function plainText(text: string): string {
  const plain = text
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return /\p{Lu}/u.test(plain) && !/\p{Ll}/u.test(plain) ? plain.toLowerCase() : plain;
}

function grouped(
  { tokens, timestamps, durations = [], ys_log_probs: logs = [] }: RecognitionResult,
  seconds: number,
): Group[] {
  const groups: Group[] = [];
  for (const [index, token] of tokens.entries()) {
    const letters = token.replaceAll('▁', ' ');
    if (/^\s*<.*>\s*$/.test(letters) || letters === '') continue;
    const start = Math.min(seconds, Math.max(0, timestamps[index] ?? 0));
    const next = Math.min(seconds, timestamps[index + 1] ?? seconds);
    const length = durations.length === tokens.length ? (durations[index] ?? 0) : Math.min(next - start, LONGEST_TOKEN);
    const log = logs.length === tokens.length ? [Math.min(0, logs[index] ?? 0)] : [];
    const last = groups.at(-1);
    const isMark = !/[\p{L}\p{N}]/u.test(letters);
    if (last && (isMark || !(/^\s/.test(letters) || UNSPACED_LETTER.test(letters)))) {
      last.text += letters;
      if (!isMark) last.end = Math.max(last.end, Math.min(seconds, start + length));
      last.logs.push(...log);
    } else {
      groups.push({ text: letters.trim(), start, end: Math.max(start, Math.min(seconds, start + length)), logs: log });
    }
  }
  return groups.filter(({ text }) => text !== '');
}

function splitWords(text: string): string[] {
  return text
    .split(/\s+/)
    .flatMap((word) =>
      UNSPACED_LETTER.test(word) ? [...word.matchAll(/\P{P}\p{P}*/gu)].map(([part]) => part) : [word],
    );
}

function sharedOut(text: string, seconds: number, from = 0, to = seconds): Recognition['words'] {
  const words = splitWords(text);
  const total = words.reduce((sum, word) => sum + word.length, 0);
  let at = from;
  return words.map((word) => {
    const start = at;
    at += ((to - from) * word.length) / total;
    return { text: word, start, end: Math.min(to, at) };
  });
}
