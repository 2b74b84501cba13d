import { AUDIO_FORMATS, type AudioFormat } from '../../audio/formats.ts';
import { BadRequestError } from '../../errors/errors.ts';

/** A format as the AI SDK has it (`SharedV4AudioFormat`). */
export interface AiSdkAudioFormat {
  /** A media type, such as `audio/pcm`. */
  readonly type: string;
  /** Hertz. */
  readonly rate?: number;
}

/** The format that a media type stands for. @throws {BadRequestError} `unsupported_format`. */
export function formatOfMediaType(type: string): AudioFormat {
  const plain = (text: string) => text.toLowerCase().replaceAll(' ', '');
  const formats = Object.entries(AUDIO_FORMATS) as Array<[AudioFormat, { readonly contentType: string }]>;
  const found = formats.find(([, { contentType }]) => plain(contentType) === plain(type));
  if (found) return found[0];
  throw unknownFormat(type);
}

/** For a format that no voice service knows. */
export function unknownFormat(name: string): BadRequestError {
  return new BadRequestError(`There is no audio format "${name.slice(0, 40)}".`, {
    reason: 'unsupported_format',
    param: 'outputFormat',
    hint: 'Use mp3, wav, flac, ogg, opus, m4a, aac or pcm.',
  });
}
