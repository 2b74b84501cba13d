import { BadRequestError, FileTooLargeError } from '@potoo/core/errors';

/** Formats that {@link Media.decode} reads, for messages. */
export const READABLE_FORMATS = 'mp3, wav, flac, ogg (Vorbis, Opus), m4a, aac, mp4 or webm';

/**
 * The error for bytes that are not usable audio.
 * @param found - What the bytes are, as a sentence.
 */
export function undecodable(found: string, cause?: unknown): BadRequestError {
  return new BadRequestError(found, {
    reason: 'undecodable_audio',
    hint: `Send audio as ${READABLE_FORMATS}; the file's contents decide, not its name.`,
    cause,
  });
}

/** The error for a media file without sound. */
export function noAudioTrack(found: string): BadRequestError {
  return new BadRequestError(found, {
    reason: 'no_audio_track',
    hint: `Send a file that has sound: ${READABLE_FORMATS}.`,
  });
}

/** The error for audio longer than the limit, however small its file is. */
export function audioTooLong(maxSeconds: number): FileTooLargeError {
  return new FileTooLargeError(`The audio is longer than the limit of ${maxSeconds} seconds.`, {
    reason: 'audio_too_long',
    hint: `Send ${maxSeconds} seconds or less at a time.`,
    details: { max_seconds: maxSeconds },
  });
}
