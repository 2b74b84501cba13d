import type { Pcm, SpeechEvent } from '@potoo/core';
import type { Media } from '../audio/contract.ts';
import { normalizeLoudness } from '../audio/loudness.ts';
import type { CheckedSpeechRequest } from '../requests/speech-request.ts';
import type { TimeWords } from './align/time-words.ts';
import { joinPcm } from './join-pcm.ts';
import { peeked } from './peeked.ts';
import { type RenderedChunk, renderSpeech } from './render-speech.ts';
import { settleOutput } from './settle-output.ts';
import type { SpeakerFor } from './speaker.ts';
import { SpeechReport, type SpeechReportOptions } from './speech-report.ts';
import type { UtteranceCache } from './utterance-cache.ts';
import type { VerifySpeech } from './verified-utterance.ts';

/** What speaking is told beside the request. */
export interface SpeakOptions extends SpeechReportOptions {
  readonly request: CheckedSpeechRequest;
  readonly speakerFor: SpeakerFor;
  readonly media: Pick<Media, 'encode' | 'prepareToEncode'>;
  /** Finds the words that a voice guesses, for whoever wants words. */
  readonly timeWords?: TimeWords | undefined;
  /** Listens to what is said, for whoever wants it verified. */
  readonly verify?: VerifySpeech | undefined;
  /** What was spoken before. @default Nothing is kept. */
  readonly spoken?: UtteranceCache | undefined;
  /** Whether bytes leave as they are made, rather than as one file with a right header. */
  readonly streaming: boolean;
  readonly signal: AbortSignal;
  readonly lane: string;
}

/** Written into the metadata of every file, so that nobody has to guess. */
const SYNTHETIC_NOTICE = 'Synthetic speech, made with Potoo.';

/** Speaks a text: render, encode, and tell what happens. The first event comes with the first audio. */
export async function* speak(options: SpeakOptions): AsyncGenerator<SpeechEvent> {
  const { request, speaker, media, signal } = options;
  const { format, bitrate } = request;
  const output = settleOutput(request, { sampleRate: speaker.sampleRate, channels: 1 });
  const { sampleRate, channels } = output;
  const warnings = [...options.warnings, ...output.warnings];
  const report = new SpeechReport({ ...options, warnings });
  media.prepareToEncode(format);
  const rendered = renderSpeech({ ...options, speed: request.speed, sampleRate });
  // Nothing is encoded, not even a header, before there is sound: until then a failure is an ordinary error.
  const blocks = await peeked(blocksOf(rendered, report, request.loudness));
  const bytes = media.encode(blocks, {
    format,
    bitrate,
    sampleRate,
    channels,
    streaming: options.streaming,
    metadata: { comment: SYNTHETIC_NOTICE },
    signal,
    lane: options.lane,
  });

  let started = false;
  for await (const data of bytes) {
    if (!started) {
      started = true;
      const { model, voice } = speaker;
      yield { type: 'start', format, sampleRate, channels, model, voice, warnings: report.warnings };
    }
    yield* report.drain();
    yield { type: 'audio', data };
  }
  yield* report.drain();
  yield { type: 'done', details: report.details() };
}

/** The PCM of the rendered chunks, each told of as it passes. With a loudness to reach, the whole is gathered first. */
async function* blocksOf(
  rendered: AsyncIterable<RenderedChunk>,
  report: SpeechReport,
  loudness: number | undefined,
): AsyncGenerator<Pcm> {
  const gathered: Pcm[] = [];
  for await (const chunk of rendered) {
    report.add(chunk);
    if (chunk.pcm.channels[0]?.length === 0) continue;
    if (loudness === undefined) yield chunk.pcm;
    else gathered.push(chunk.pcm);
  }
  if (loudness !== undefined && gathered.length > 0) yield normalizeLoudness(joinPcm(gathered), loudness);
}
