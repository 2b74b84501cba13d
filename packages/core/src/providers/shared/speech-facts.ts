import type { SpeechDetails, SpeechRequest } from '../../contract/speech.ts';
import type { Usage } from '../../contract/usage.ts';
import type { Warning } from '../../contract/warnings.ts';
import { readWarningsHeader } from '../../wire/details.ts';
import { HEADERS, readCredits, readMetadata } from '../../wire/headers.ts';
import { type Speaker, servedSpeaker } from './choose-speaker.ts';

/** What is known of speech before it is made. */
export interface SpeechOrder {
  /** Checked. */
  readonly request: SpeechRequest;
  readonly speaker: Speaker;
  readonly warnings: readonly Warning[];
}

/** What the headers of an answer add to that, of a service that tells no times. @param usage - @default The headers'. */
export function speechFacts(
  { request, speaker, warnings }: SpeechOrder,
  headers: Headers,
  usage: Usage = readCredits(headers),
): Omit<SpeechDetails, 'duration'> {
  return {
    ...servedSpeaker(speaker, headers),
    words: [],
    marks: [],
    warnings: [...warnings, ...readWarningsHeader(headers.get(HEADERS.warnings))],
    usage: { characters: request.text.length, ...usage },
    response: readMetadata(headers),
  };
}
