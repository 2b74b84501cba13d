import { AudioOutput } from '../../audio/audio-output.ts';
import { BadRequestError, UnreachableError } from '../../errors/errors.ts';
import type { MixerSource } from './mixer-parts.ts';

/**
 * Fetches and decodes a part.
 * @throws {BadRequestError} `undecodable_audio`.
 * @throws {UnreachableError} If the server does not give it.
 */
export async function decodePart(
  name: string,
  source: MixerSource['source'],
  context: AudioContext,
  signal: AbortSignal,
): Promise<AudioBuffer> {
  const bytes = await bytesOf(name, source, signal);
  try {
    return await context.decodeAudioData(bytes);
  } catch (cause) {
    throw new BadRequestError(`The browser cannot decode "${name}".`, {
      reason: 'undecodable_audio',
      hint: 'Use WAV, MP3 or another format that the browser knows.',
      cause,
    });
  }
}

async function bytesOf(name: string, source: MixerSource['source'], signal: AbortSignal): Promise<ArrayBuffer> {
  if (source instanceof AudioOutput) return source.blob().arrayBuffer();
  if (source instanceof Blob) return source.arrayBuffer();
  const response = await fetch(source, { signal });
  if (!response.ok) {
    throw new UnreachableError(`"${name}" could not be fetched: the server answered with ${response.status}.`, {
      hint: 'Results are kept for a day; separate the recording again.',
    });
  }
  return response.arrayBuffer();
}
