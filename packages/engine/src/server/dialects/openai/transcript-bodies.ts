import { deflateSync } from 'node:zlib';
import type { Transcript, TranscriptSegment, TranscriptWord } from '@potoo/core';
import { englishName } from './language-names.ts';
import { SpeakerLetters } from './speaker-letters.ts';
import { durationUsage } from './token-usage.ts';

/** What times `verbose_json` should hold. */
export type Granularity = 'segment' | 'word';

/** The body of `json`. */
export function jsonBody({ text, language, duration }: Transcript): object {
  return { text, usage: durationUsage(duration), languages: [{ code: language }] };
}

/** The body of `verbose_json`; `language` is an English name, as its readers expect. */
export function verboseBody(
  transcript: Transcript,
  granularities: readonly Granularity[],
  temperature: number,
): object {
  const { text, language, duration, segments } = transcript;
  return {
    task: 'transcribe',
    language: englishName(language),
    duration,
    text,
    ...(granularities.includes('segment') && {
      segments: segments.map((segment, id) => verboseSegment(segment, id, temperature)),
    }),
    ...(granularities.includes('word') && { words: segments.flatMap(({ words }) => words.map(verboseWord)) }),
    usage: durationUsage(duration),
  };
}

/** The body of `diarized_json`: who says what. */
export function diarizedBody({ duration, segments }: Transcript): object {
  const speakers = new SpeakerLetters();
  const turns = segments.map((segment, index) => diarizedSegment(segment, index, speakers));
  return {
    task: 'transcribe',
    duration,
    text: turns.map(({ speaker, text }) => `${speaker}: ${text}`).join('\n'),
    segments: turns,
    usage: durationUsage(duration),
  };
}

/** A segment of `diarized_json`, also an event of its stream. */
export function diarizedSegment(
  { start, end, text, speaker }: TranscriptSegment,
  index: number,
  speakers: SpeakerLetters,
) {
  const id = `seg_${String(index + 1).padStart(3, '0')}`;
  return { type: 'transcript.text.segment', id, start, end, text, speaker: speakers.letterOf(speaker) } as const;
}

/** Seconds that Whisper hears at a time, and its frames in one; `seek` counts in them. */
const WINDOW_SECONDS = 30;
const FRAMES_PER_SECOND = 100;

/**
 * A segment as Whisper writes it. Typed readers need every field: no recogniser here gives tokens, so there are none; a
 * confidence becomes the log probability; a segment is speech by the voice activity, so the chance that it is none is 0.
 */
function verboseSegment({ start, end, text, confidence = 1 }: TranscriptSegment, id: number, temperature: number) {
  return {
    id,
    seek: Math.floor(start / WINDOW_SECONDS) * WINDOW_SECONDS * FRAMES_PER_SECOND,
    start,
    end,
    // Whisper's segments are joined without a space between them.
    text: ` ${text}`,
    tokens: [],
    temperature,
    avg_logprob: Math.log(Math.max(confidence, Number.EPSILON)),
    compression_ratio: compressionRatio(text),
    no_speech_prob: 0,
  };
}

/** Whisper's own measure of text that repeats itself: its bytes over those of its deflated form. */
function compressionRatio(text: string): number {
  const bytes = Buffer.from(text);
  return bytes.length / deflateSync(bytes).length;
}

function verboseWord({ text, start, end }: TranscriptWord): object {
  return { word: text, start, end };
}
