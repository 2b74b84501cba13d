import type { Transcript, TranscriptSegment, TranscriptWord } from '../../contract/transcription.ts';
import type { Warning } from '../../contract/warnings.ts';
import { readWarningsHeader } from '../../wire/details.ts';
import { defined, type Fields } from '../../wire/fields.ts';
import { HEADERS, readCredits, readMetadata } from '../../wire/headers.ts';
import { languageTag } from './language-tags.ts';

/** What is known of a transcript beside its body. */
export interface Heard {
  readonly model: string;
  /** As it was asked for. */
  readonly language: string;
  /** Whether words were asked for. */
  readonly words: boolean;
  readonly warnings: readonly Warning[];
  readonly headers: Headers;
}

/** Reads `json`, `verbose_json`, `diarized_json` and the last event of a stream, as far as each of them goes. */
export function readTranscript(fields: Fields, heard: Heard): Transcript {
  const { model, warnings, headers } = heard;
  const timed = readSegments(fields, heard);
  const isDiarized = timed.some(({ speaker }) => speaker !== undefined);
  // What tells speakers repeats them in the text.
  const text = isDiarized ? timed.map((segment) => segment.text).join(' ') : fields.string('text').trim();
  const duration = durationIn(fields) ?? timed.at(-1)?.end ?? 0;
  const segments = timed.length > 0 || text === '' ? timed : [{ text, start: 0, end: duration, words: [] }];
  return {
    text,
    language: languageIn(fields) ?? heard.language,
    duration,
    segments,
    model,
    warnings: [...warnings, ...readWarningsHeader(headers.get(HEADERS.warnings))],
    usage: { ...(duration > 0 && { audioSeconds: duration }), ...readCredits(headers) },
    response: readMetadata(headers),
  };
}

/** Reads segments; words come in a list of their own, and go to the segment that they are spoken in. */
export function readSegments(fields: Fields, { words }: Heard): TranscriptSegment[] {
  const spoken = words ? fields.objects('words', readWord) : [];
  const speakers = new Map<string, string>();
  const segments = fields.objects('segments', (segment) => ({
    text: segment.string('text').trim(),
    start: segment.number('start'),
    end: segment.number('end'),
    ...defined({ speaker: speakerOf(segment, speakers), confidence: confidenceOf(segment) }),
  }));
  return segments.map((segment, index) => {
    const next = segments[index + 1]?.start ?? Number.POSITIVE_INFINITY;
    const from = index === 0 ? Number.NEGATIVE_INFINITY : segment.start;
    const isWithin = ({ start, end }: TranscriptWord) => (start + end) / 2 >= from && (start + end) / 2 < next;
    return { ...segment, words: spoken.filter(isWithin) };
  });
}

function readWord(fields: Fields): TranscriptWord {
  const text = fields.optionalString('word') ?? fields.string('text');
  return { text: text.trim(), start: fields.number('start'), end: fields.number('end') };
}

/** Speakers are letters in the order of their appearance, or names that the caller gave. */
function speakerOf(segment: Fields, speakers: Map<string, string>): string | undefined {
  const speaker = segment.optionalString('speaker');
  if (speaker === undefined || !/^[A-Z]$/.test(speaker)) return speaker;
  const known = speakers.get(speaker) ?? `SPEAKER_${String(speakers.size).padStart(2, '0')}`;
  speakers.set(speaker, known);
  return known;
}

/** Whisper tells a mean log probability. */
function confidenceOf(segment: Fields): number | undefined {
  const mean = segment.optionalNumber('avg_logprob');
  return mean === undefined ? undefined : Math.min(1, Math.exp(mean));
}

/** Some servers write numbers as text; what is billed is the nearest that others tell. */
function durationIn(fields: Fields): number | undefined {
  const stated = Number(fields.raw('duration') ?? fields.optionalObject('usage').raw('seconds') ?? Number.NaN);
  return Number.isFinite(stated) ? stated : undefined;
}

function languageIn(fields: Fields): string | undefined {
  const named = fields.optionalString('language');
  if (named) return languageTag(named);
  const [first] = fields.objects('languages', (language) => language.string('code'));
  return first;
}
