import type { SpeechDetails, SpeechEvent, SpeechStream } from '../../contract/speech.ts';
import type { ArrivingText } from './arriving-text.ts';
import { type TextChunk, TextChunker } from './text-chunker.ts';
import type { Utterance } from './utterance.ts';

/** Where a piece begins: in the text, and in the sound. */
interface Place {
  readonly offset: number;
  /** Seconds. */
  readonly time: number;
}

/**
 * Speaks a text that is still arriving, piece after piece, so that a service that takes only whole texts, as every
 * service over HTTP, is heard before the text has ended. The events are those of one speech in the format `pcm`.
 */
export async function* speakArriving(utterance: Utterance): AsyncGenerator<SpeechEvent> {
  let start: (SpeechEvent & { type: 'start' }) | undefined;
  let frameBytes = 2;
  let bytes = 0;
  const parts: SpeechDetails[] = [];
  for await (const { text, offset } of chunksOf(utterance.text, utterance.signal)) {
    const place: Place = { offset, time: start ? bytes / frameBytes / start.sampleRate : 0 };
    for await (const event of speak(utterance, text, start?.sampleRate)) {
      if (event.type === 'start') {
        if (!start) yield event;
        start ??= event;
        frameBytes = 2 * event.channels;
      } else if (event.type === 'audio') {
        bytes += event.data.length;
        yield event;
      } else if (event.type === 'done') parts.push(moved(event.details, place));
      else if (event.type === 'word') yield { type: 'word', word: movedWord(event.word, place) };
    }
  }
  const last = parts.at(-1);
  if (last) yield { type: 'done', details: joined(parts, last) };
}

function speak({ service, options, signal }: Utterance, text: string, sampleRate = options.sampleRate): SpeechStream {
  const request = {
    ...options,
    ...(sampleRate !== undefined && { sampleRate }),
    text,
    format: 'pcm',
    words: true,
  } as const;
  return service.streamSpeech(request, { signal });
}

/** The pieces of a text as it arrives. What came while a piece was being spoken is the next piece. */
async function* chunksOf(text: ArrivingText, signal: AbortSignal): AsyncGenerator<TextChunk> {
  const chunker = new TextChunker();
  let taken = 0;
  let spoken = 0;
  for (;;) {
    const isWhole = text.ended;
    chunker.add(text.soFar.slice(taken));
    taken = text.soFar.length;
    const chunk = chunker.take(isWhole);
    if (chunk) {
      spoken += 1;
      yield chunk;
    } else if (isWhole) break;
    else await text.more(signal);
  }
  // The service says best what is wrong with a text that has nothing to speak.
  if (spoken === 0) yield { text: text.soFar, offset: 0 };
}

type Word = SpeechDetails['words'][number];

function movedWord(word: Word, { offset, time }: Place): Word {
  const { start, end, charStart, charEnd } = word;
  return { ...word, start: start + time, end: end + time, charStart: charStart + offset, charEnd: charEnd + offset };
}

function moved(details: SpeechDetails, place: Place): SpeechDetails {
  const words = details.words.map((word) => movedWord(word, place));
  const marks = details.marks.map((mark) => ({ ...mark, time: mark.time + place.time }));
  return { ...details, words, marks };
}

function joined(parts: readonly SpeechDetails[], last: SpeechDetails): SpeechDetails {
  const sum = (name: 'characters' | 'audioSeconds' | 'creditsUsed') => {
    const known = parts.flatMap(({ usage }) => usage[name] ?? []);
    return known.length > 0 && { [name]: known.reduce((all, each) => all + each, 0) };
  };
  const warnings = new Map(parts.flatMap((part) => part.warnings.map((warning) => [JSON.stringify(warning), warning])));
  return {
    ...last,
    words: parts.flatMap(({ words }) => words),
    marks: parts.flatMap(({ marks }) => marks),
    duration: parts.reduce((all, { duration }) => all + duration, 0),
    warnings: [...warnings.values()],
    usage: { ...last.usage, ...sum('characters'), ...sum('audioSeconds'), ...sum('creditsUsed') },
  };
}
