import type { Transcript } from '@potoo/core';
import { formatSubtitles, segmentsToCues } from '@potoo/core/subtitles';

/** What a transcript can be saved as. */
export type TranscriptFormat = 'srt' | 'vtt' | 'txt';

/** Media types of the formats. */
export const TRANSCRIPT_TYPES: Readonly<Record<TranscriptFormat, string>> = {
  srt: 'application/x-subrip',
  vtt: 'text/vtt',
  txt: 'text/plain',
};

/**
 * Writes a transcript as a file: subtitles, or text with one paragraph per speaker's turn.
 * @param speakerName - Turns `SPEAKER_00` into what readers know.
 */
export function transcriptFile(
  { segments, text }: Pick<Transcript, 'segments' | 'text'>,
  format: TranscriptFormat,
  speakerName: (speaker: string) => string = (speaker) => speaker,
): string {
  if (format !== 'txt') return formatSubtitles(segmentsToCues(segments), format);
  if (segments.length === 0) return text === '' ? '' : `${text}\n`;
  const turns: Array<{ speaker: string | undefined; texts: string[] }> = [];
  for (const segment of segments) {
    const turn = turns.at(-1);
    if (turn && turn.speaker === segment.speaker) turn.texts.push(segment.text);
    else turns.push({ speaker: segment.speaker, texts: [segment.text] });
  }
  const paragraphs = turns.map(({ speaker, texts }) => {
    const said = texts.join(' ');
    return speaker === undefined ? said : `${speakerName(speaker)}: ${said}`;
  });
  return `${paragraphs.join('\n\n')}\n`;
}
