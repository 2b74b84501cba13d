import type { Transcript } from '@potoo/core';
import { formatSubtitles, segmentsToCues } from '@potoo/core/subtitles';

/** Forms of a transcript that are text and not JSON. */
export type TranscriptTextFormat = 'text' | 'srt' | 'vtt';

const CONTENT_TYPES: Readonly<Record<TranscriptTextFormat, string>> = {
  text: 'text/plain; charset=utf-8',
  srt: 'application/x-subrip; charset=utf-8',
  vtt: 'text/vtt; charset=utf-8',
};

/** Tells a form that is text from those that are JSON. */
export function isTextFormat(format: string): format is TranscriptTextFormat {
  return Object.hasOwn(CONTENT_TYPES, format);
}

/** Whether a form is cut at words, so that their times are worth asking for. */
export function needsWords(format: string): boolean {
  return format === 'srt' || format === 'vtt';
}

/** Answers with a transcript as plain text or as subtitles. */
export function transcriptTextResponse(
  transcript: Transcript,
  format: TranscriptTextFormat,
  headers: Readonly<Record<string, string>>,
): Response {
  const body =
    format === 'text' ? `${transcript.text}\n` : formatSubtitles(segmentsToCues(transcript.segments), format);
  return new Response(body, { headers: { 'content-type': CONTENT_TYPES[format], ...headers } });
}
