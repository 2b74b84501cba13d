import { AUDIO_FORMATS, type AudioOutput } from '@potoo/core';
import { UnsupportedError } from '@potoo/core/errors';
import type { ServerContext } from '../server-env.ts';
import type { ResolvedServerOptions } from '../server-options.ts';

/** Where TTS.ai has the audio of replies. */
export const REPLY_AUDIO_PATH = '/v1/audio/tmp/';

/** Keeps audio for answers that tell its address rather than hold it. */
export interface AudioKeeper {
  /** @param name - File name to save it under, without extension. @returns Its address. */
  keep(c: ServerContext, name: string, audio: AudioOutput): Promise<string>;
}

/**
 * Finds who keeps audio, before the work on it begins.
 * @param path - What the addresses begin with, such as `/v1/results/`.
 * @throws {UnsupportedError} If nothing on this server keeps results.
 */
export function audioKeeper({ platform, publicUrl }: ResolvedServerOptions, path: string): AudioKeeper {
  if (!platform) throw keepsNothing();
  return {
    async keep(c, name, audio) {
      const { contentType, extension } = AUDIO_FORMATS[audio.format];
      const results = await platform.results();
      const file = { name: `${name}.${extension}`, contentType, content: audio.stream() };
      const { id } = await results.put(c.env.caller.accountId, file, c.req.raw.signal);
      return `${publicUrl ?? new URL(c.req.url).origin}${path}${id}.${extension}`;
    },
  };
}

function keepsNothing(): UnsupportedError {
  return new UnsupportedError('This server keeps no results, so that it cannot tell an address of the audio.', {
    reason: 'feature_not_supported',
    hint: 'Ask for the audio in the answer, by `stream_format=events` or Accept: multipart/form-data, or use `potoo serve`.',
  });
}
