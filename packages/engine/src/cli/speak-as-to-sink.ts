import type { CallOptions, SpeechStreamRequest, VoiceService } from '@potoo/core';
import { findAudioSource } from './audio-source.ts';
import type { CliContext } from './cli-context.ts';
import type { ByteSink } from './output-files.ts';
import { gather, type Spoken } from './speak-to-sink.ts';

/** Speaks into a sink in the voice of a recording. @param request - `reference`: as the command line names it. */
export async function speakAsToSink(
  service: VoiceService,
  { reference, voice: _, ...request }: SpeechStreamRequest & { readonly reference: string },
  sink: ByteSink,
  { context, ...call }: CallOptions & { readonly context: CliContext },
): Promise<Spoken> {
  const { audio: recording } = await findAudioSource(reference, context);
  const text = typeof request.text === 'string' ? request.text : await gather(request.text);
  const { audio, ...details } = await service.speakAs({ ...request, text, reference: recording }, call);
  await sink.write(audio.bytes());
  return { details, text };
}
