import type { Pcm, TranscriptEvent, TranscriptSegment } from '@potoo/core';
import type { Recognition, RecognizeParams } from '../backends/contract.ts';
import type { SpeechStretch } from '../dsp/voice-activity.ts';
import { retryCrashed } from '../hosts/retry-crashed.ts';
import { mapInOrder } from '../map-in-order.ts';
import { cleanSeconds } from './clean-seconds.ts';
import { PartialBoard } from './listen-partials.ts';
import { speechStretches } from './listen-stretches.ts';

/** A recogniser ready to listen: what the pipeline knows of backends and hosts. */
export interface Recognizer {
  /** Rate of the mono PCM that it takes, hertz. */
  readonly sampleRate: number;
  /** How many stretches it can recognise at once. */
  readonly parallel: number;
  recognize(
    params: RecognizeParams,
    options: {
      readonly signal: AbortSignal;
      readonly lane: string;
      /** Told what the stretch sounds like so far. */
      readonly onPartial?: (text: string) => void;
    },
  ): Promise<Recognition>;
}

/** How to listen. */
export interface ListenOptions {
  /** BCP-47 tag. */
  readonly language: string;
  /** BCP-47 tag of the language to write down, where the recogniser translates. @default The one that is spoken. */
  readonly into?: string | undefined;
  /** Whether to tell what the current stretch sounds like so far. */
  readonly partials: boolean;
  readonly signal: AbortSignal;
  readonly lane: string;
  /** Cuts the stretches of speech out of the audio. @default By its levels and spectrum. */
  readonly cut?: (blocks: AsyncIterable<Pcm>, signal: AbortSignal) => AsyncGenerator<SpeechStretch, void, undefined>;
  /** Told which language a stretch of so many seconds was heard in, where the recogniser tells. */
  readonly onLanguage?: (language: string, seconds: number) => void;
  /** Length of the audio as far as it can be told by now, seconds: then progress is told. */
  readonly duration?: () => number | undefined;
}

/** What listening tells; the whole transcript is its reader's to put together. */
export type ListenEvent = Exclude<TranscriptEvent, { readonly type: 'done' }>;

/**
 * Writes down the speech in a stream of audio of any length.
 *
 * The stretches of speech are recognised in parallel, one more than the recogniser can take at once being ready; their
 * segments come in order of time, with times of the whole audio. A reader that stops reading stops the work. A segment's
 * words are always given.
 * @param blocks - Mono, at the recogniser's rate.
 * @throws Whatever recognising a stretch throws; a crashed host is tried once more. On abort the signal's reason.
 */
export async function* listen(
  blocks: AsyncIterable<Pcm>,
  recognizer: Recognizer,
  options: ListenOptions,
): AsyncGenerator<ListenEvent, void, undefined> {
  const { duration, partials } = options;
  const leaving = new AbortController();
  const signal = AbortSignal.any([options.signal, leaving.signal]);
  const board = new PartialBoard();
  let started = 0;
  const heard = mapInOrder(
    options.cut?.(blocks, signal) ?? speechStretches(blocks, recognizer.sampleRate, signal),
    recognizer.parallel + 1,
    async (stretch) => {
      const turn = started++;
      const onPartial = (text: string) => board.post(turn, { type: 'partial', text, start: stretch.start });
      const calling = { signal, lane: options.lane, ...(partials && { onPartial }) };
      return { stretch, recognition: await recognizeStretch(stretch, recognizer, options, calling) };
    },
  );
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = heard.next();
      // A reader that leaves while a partial is out never comes back for it.
      next.catch(() => {});
      if (partials) yield* board.until(next);
      const result = await next;
      if (result.done) return;
      board.advance();
      const { stretch, recognition } = result.value;
      if (recognition.language) options.onLanguage?.(recognition.language, stretch.end - stretch.start);
      if (recognition.text !== '') yield { type: 'segment', segment: segmentOf(stretch, recognition) };
      const seconds = duration?.();
      if (seconds) yield progress(stretch.end / seconds);
    }
  } finally {
    leaving.abort();
    await heard.return();
  }
}

type RecognizeOptions = Parameters<Recognizer['recognize']>[1];

async function recognizeStretch(
  { samples }: SpeechStretch,
  recognizer: Recognizer,
  { language, partials, into }: ListenOptions,
  calling: RecognizeOptions,
): Promise<Recognition> {
  return retryCrashed(calling.signal, () => recognizer.recognize({ samples, language, partials, into }, calling));
}

function segmentOf(stretch: SpeechStretch, { text, words }: Recognition): TranscriptSegment {
  const shifted = words.map((word) => ({
    ...word,
    start: cleanSeconds(stretch.start + word.start),
    end: cleanSeconds(Math.min(stretch.end, stretch.start + word.end)),
  }));
  const told = words.flatMap(({ confidence }) => confidence ?? []);
  const confidence = told.reduce((sum, value) => sum + value, 0) / told.length;
  return {
    text,
    start: shifted[0]?.start ?? stretch.start,
    end: shifted.at(-1)?.end ?? stretch.end,
    words: shifted,
    ...(told.length > 0 && { confidence }),
  };
}

function progress(fraction: number): ListenEvent {
  return { type: 'progress', progress: { fraction: Math.min(1, fraction), stage: 'listening' } };
}
