import type { AudioInput } from '@potoo/core';
import { spoolAudio } from '../audio/spool.ts';
import { countSeconds } from './count-seconds.ts';
import type { EngineCall } from './engine-call.ts';

/** Tells how long a recording is, seconds, by decoding it: what its header says is not believed. */
export async function measureAudio(
  audio: AudioInput,
  fileName: string | undefined,
  { options, media, signal, lane }: EngineCall,
): Promise<number> {
  await using spooled = await spoolAudio(audio, {
    directory: options.tempDirectory,
    maxBytes: options.maxAudioBytes,
    signal,
  });
  const decoded = media.decode(spooled.path, {
    maxSeconds: options.maxAudioSeconds,
    mono: true,
    fileName,
    signal,
    lane,
  });
  const counted = countSeconds(decoded);
  for await (const _ of counted.blocks) signal.throwIfAborted();
  return counted.seconds();
}
