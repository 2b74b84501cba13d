import type { Transcript, TranscriptSegment, TranscriptWord } from '@potoo/core';

/** The body of `POST /v1/stt/`: the seed's fields, then Potoo's own. */
export interface WireTranscript extends Pick<Transcript, 'text' | 'language' | 'duration' | 'model' | 'warnings'> {
  readonly segments: readonly WireSegment[];
}

/** A segment: `speaker` only where speakers were told apart, `words` only where they were asked for. */
export type WireSegment = Omit<TranscriptSegment, 'words'> & Partial<Pick<TranscriptSegment, 'words'>>;

/** Writes a transcript. */
export function toWireTranscript({ text, language, duration, segments, model, warnings }: Transcript): WireTranscript {
  return { text, language, duration, segments: segments.map(toWireSegment), model, warnings };
}

/** The body of `response_format=verbose_json`: the same, with its segments numbered and all its words in one list. */
export interface VerboseWireTranscript extends WireTranscript {
  readonly task: 'transcribe';
  readonly words: ReadonlyArray<Omit<TranscriptWord, 'text'> & { readonly word: string }>;
}

/** Writes a transcript whose words were asked for. */
export function toVerboseWireTranscript(transcript: Transcript): VerboseWireTranscript {
  const { segments, ...rest } = toWireTranscript(transcript);
  return {
    task: 'transcribe',
    ...rest,
    segments: segments.map((segment, id) => ({ id, ...segment })),
    words: transcript.segments.flatMap(({ words }) => words.map(({ text, ...word }) => ({ word: text, ...word }))),
  };
}

function toWireSegment({ start, end, text, speaker, confidence, words }: TranscriptSegment): WireSegment {
  return {
    start,
    end,
    text,
    ...(speaker !== undefined && { speaker }),
    ...(confidence !== undefined && { confidence }),
    ...(words.length > 0 && { words }),
  };
}
