import { BadRequestError } from '../../errors/errors.ts';
import { ConformanceError } from '../check.ts';
import { measureWav } from '../containers/wav.ts';

/** Seconds of one letter, and of the silence after a word. */
const LETTER = 0.03;
const GAP = 0.06;

/** A word and where it is in its text. */
export interface Token {
  readonly text: string;
  readonly charStart: number;
  readonly charEnd: number;
}

/** Runs of letters and digits. */
export function tokens(text: string): Token[] {
  return Array.from(text.matchAll(/[\p{L}\p{M}\p{N}]+/gu), ({ 0: word, index }) => ({
    text: word,
    charStart: index,
    charEnd: index + word.length,
  }));
}

/** One word as tones: a letter is a sine whose pitch tells its code; silence follows. */
export function speakWord(word: string, sampleRate: number, speed: number): { frames: Float32Array; spoken: number } {
  const perLetter = Math.round((LETTER / speed) * sampleRate);
  const frames = new Float32Array(word.length * perLetter + Math.round((GAP / speed) * sampleRate));
  for (let index = 0; index < word.length * perLetter; index += 1) {
    const code = word.toLowerCase().charCodeAt(Math.floor(index / perLetter));
    frames[index] = 0.5 * Math.sin((2 * Math.PI * pitch(code) * index) / sampleRate);
  }
  return { frames, spoken: (word.length * perLetter) / sampleRate };
}

function pitch(code: number): number {
  return 400 + 40 * ((code - 32) % 95);
}

/** Words that were said in tones, with their times. @throws {BadRequestError} If the bytes are no WAV. */
export function hearWords(bytes: Uint8Array): { words: Array<{ text: string; start: number; end: number }>; duration: number } {
  const { sampleRate, duration } = readWav(bytes);
  const frames = pcmOf(bytes);
  const window = Math.round(LETTER * sampleRate);
  const words: Array<{ text: string; start: number; end: number }> = [];
  let word = '';
  let start = 0;
  for (let offset = 0; offset < frames.length; ) {
    const isSound = Math.max(...frames.subarray(offset, offset + 20).map(Math.abs)) > 0.01;
    if (isSound) {
      if (word === '') start = offset;
      word += hearLetter(frames.subarray(offset, offset + window), sampleRate);
      offset += window;
    } else {
      if (word !== '') words.push({ text: word, start: start / sampleRate, end: offset / sampleRate });
      word = '';
      offset += Math.round((GAP * sampleRate) / 2);
      while (offset < frames.length && Math.abs(frames[offset] ?? 0) < 1e-3) offset += 1;
      offset = Math.max(0, offset - 1);
    }
  }
  if (word !== '') words.push({ text: word, start: start / sampleRate, end: duration });
  return { words, duration };
}

function hearLetter(frames: Float32Array, sampleRate: number): string {
  let best = { code: 0, power: -1 };
  for (let code = 32; code < 127; code += 1) {
    let real = 0;
    let imaginary = 0;
    for (const [index, value] of frames.entries()) {
      const angle = (2 * Math.PI * pitch(code) * index) / sampleRate;
      real += value * Math.cos(angle);
      imaginary += value * Math.sin(angle);
    }
    const power = real * real + imaginary * imaginary;
    if (power > best.power) best = { code, power };
  }
  return String.fromCharCode(best.code);
}

/** Reads a WAV file. @throws {BadRequestError} With reason `undecodable_audio`. */
export function readWav(bytes: Uint8Array) {
  try {
    return measureWav(bytes);
  } catch (error) {
    if (!(error instanceof ConformanceError)) throw error;
    throw new BadRequestError('The audio cannot be decoded.', {
      reason: 'undecodable_audio',
      param: 'audio',
      hint: 'Send a WAV file of 16-bit PCM.',
    });
  }
}

/** The sound of a mono WAV file with the usual head. */
export function pcmOf(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + 44, bytes.length - 44);
  return Float32Array.from({ length: (bytes.length - 44) >> 1 }, (_, index) => view.getInt16(index * 2, true) / 0x80_00);
}
