import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { AudioInput } from '@potoo/core';
import { BadRequestError, PotooError } from '@potoo/core/errors';
import { type SpooledPcm, spoolPcm } from '../../audio/pcm-file.ts';
import { spoolAudio } from '../../audio/spool.ts';
import type { EngineCall } from '../engine-call.ts';
import { peeked } from '../peeked.ts';

/** Longest recording that is taken as a reference, seconds: what is longer is hardly one voice and nothing else. */
export const LONGEST_REFERENCE = 300;
/** Lowest rate at which a voice can be measured, hertz. */
const LOWEST_RATE = 8000;

/** A recording of a voice, decoded. Dispose of it to remove its file. */
export interface Reference extends AsyncDisposable {
  /** Mono. */
  readonly pcm: SpooledPcm;
  /** SHA-256 of the file as it came, hex. */
  readonly hash: string;
  /** Seconds. */
  readonly duration: number;
}

/** Decodes the recording of a voice. @throws {BadRequestError} `undecodable_audio`, `audio_too_long` and the like. */
export async function openReference(
  audio: AudioInput,
  { options, media, signal, lane }: EngineCall,
): Promise<Reference> {
  const directory = options.tempDirectory;
  await using spooled = await spoolAudio(audio, { directory, maxBytes: options.maxAudioBytes, signal });
  const hash = await hashOf(spooled.path, signal);
  try {
    const decoded = media.decode(spooled.path, { maxSeconds: LONGEST_REFERENCE, mono: true, signal, lane });
    const pcm = await spoolPcm(await peeked(decoded), { directory, signal });
    if (pcm.frames > 0 && pcm.sampleRate >= LOWEST_RATE) {
      return {
        pcm,
        hash,
        duration: pcm.frames / pcm.sampleRate,
        [Symbol.asyncDispose]: () => pcm[Symbol.asyncDispose](),
      };
    }
    await pcm[Symbol.asyncDispose]();
  } catch (error) {
    throw PotooError.isInstance(error) && error.reason === 'audio_too_long' ? tooLong(error) : error;
  }
  throw new BadRequestError('The reference holds no sound, or is sampled at less than 8 kHz.', {
    reason: 'unsuitable_reference',
    param: 'reference',
    hint: 'Record 10 to 30 s of one person speaking.',
  });
}

function tooLong(cause: unknown): BadRequestError {
  return new BadRequestError(`The reference is longer than ${LONGEST_REFERENCE} s.`, {
    reason: 'audio_too_long',
    param: 'reference',
    hint: 'Cut out 10 to 30 s in which one person speaks and nothing else is heard.',
    cause,
  });
}

async function hashOf(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { signal })) hash.update(chunk);
  return hash.digest('hex');
}
