import type { SpeechDetails, Transcript } from '@potoo/core';

/** Kinds of subtitles. */
export type SubtitleKind = 'srt' | 'vtt';

/** Subtitles of what was spoken, cut from the caller's own text. */
export async function speechSubtitles(kind: SubtitleKind, details: SpeechDetails, text: string): Promise<string> {
  const { formatSubtitles, wordsToCues } = await import('../timing/subtitles.ts');
  return formatSubtitles(wordsToCues(details.words, { text }), kind);
}

/** Subtitles of what was heard. */
export async function transcriptSubtitles(kind: SubtitleKind, transcript: Transcript): Promise<string> {
  const { formatSubtitles, segmentsToCues } = await import('../timing/subtitles.ts');
  return formatSubtitles(segmentsToCues(transcript.segments), kind);
}
