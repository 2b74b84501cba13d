import type { TranscriptStream } from '@potoo/core';
import { SpeakerLetters } from './speaker-letters.ts';
import { diarizedSegment } from './transcript-bodies.ts';

/**
 * The events of a transcript as OpenAI sends them: a delta for every stretch that is finished, with `diarized` also who
 * says it, and the whole text last. The deltas joined are the text. What a stretch sounds like so far is left out, as a
 * delta cannot be taken back.
 */
export async function* transcriptFrames(
  events: TranscriptStream,
  { diarized }: { readonly diarized: boolean },
): AsyncGenerator<object> {
  const speakers = new SpeakerLetters();
  let count = 0;
  for await (const event of events) {
    if (event.type === 'segment') {
      const segment = diarizedSegment(event.segment, count, speakers);
      const delta = count > 0 ? ` ${segment.text}` : segment.text;
      count += 1;
      yield { type: 'transcript.text.delta', delta, ...(diarized && { segment_id: segment.id }) };
      if (diarized) yield segment;
    }
    if (event.type === 'done') {
      const { text, language } = event.transcript;
      yield { type: 'transcript.text.done', text, languages: [{ code: language }] };
    }
  }
}
