import {
  AUDIO_FORMATS,
  type CallOptions,
  InternalError,
  type SpeechDetails,
  type SpeechStreamRequest,
  type VoiceService,
} from '@potoo/core';
import type { ByteSink } from './output-files.ts';

/** What was spoken. */
export interface Spoken {
  readonly details: SpeechDetails;
  /** All of the text, also when it arrived piece by piece. */
  readonly text: string;
}

/**
 * Speaks into a sink as the audio is made. With `whole` the sink is a file that can be given a header which states its
 * length, so the audio is made first; unless the text is still arriving and the format needs no such header.
 */
export async function speakToSink(
  service: VoiceService,
  request: SpeechStreamRequest,
  sink: ByteSink,
  { whole, ...call }: CallOptions & { readonly whole: boolean },
): Promise<Spoken> {
  const pieces: string[] = [];
  const text = typeof request.text === 'string' ? request.text : keeping(request.text, pieces);
  const { lossy, streamable } = AUDIO_FORMATS[request.format ?? 'mp3'];
  if (!whole || (typeof text !== 'string' && lossy && streamable)) {
    const details = await streamTo(sink, service, { ...request, text }, call);
    return { details, text: typeof text === 'string' ? text : pieces.join('') };
  }
  const complete = typeof text === 'string' ? text : await gather(text);
  const { audio, ...details } = await service.synthesize({ ...request, text: complete }, call);
  await sink.write(audio.bytes());
  return { details, text: complete };
}

async function streamTo(
  sink: ByteSink,
  service: VoiceService,
  request: SpeechStreamRequest,
  call: CallOptions,
): Promise<SpeechDetails> {
  for await (const event of service.streamSpeech(request, call)) {
    if (event.type === 'audio') await sink.write(event.data);
    else if (event.type === 'progress') call.onProgress?.(event.progress);
    else if (event.type === 'done') return event.details;
  }
  throw new InternalError('The speech ended without its last message.');
}

async function* keeping(text: AsyncIterable<string>, pieces: string[]): AsyncGenerator<string> {
  for await (const piece of text) {
    pieces.push(piece);
    yield piece;
  }
}

/** Reads a text that arrives piece by piece. */
export async function gather(text: AsyncIterable<string>): Promise<string> {
  let complete = '';
  for await (const piece of text) complete += piece;
  return complete;
}
