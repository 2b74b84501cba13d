/** Formats that audio can be asked for in. `ogg` is Vorbis in Ogg, `opus` is Opus in Ogg, `pcm` is headerless 16-bit little-endian. */
export type AudioFormat = 'mp3' | 'wav' | 'flac' | 'ogg' | 'opus' | 'm4a' | 'aac' | 'pcm';

/** What is fixed about a format. */
export interface AudioFormatFacts {
  /** Value of `Content-Type`. */
  readonly contentType: string;
  /** Usual file name extension, without the dot. */
  readonly extension: string;
  /** Whether bytes can leave before the last frame is known. `m4a` cannot: its index comes first. */
  readonly streamable: boolean;
  /** Whether a bitrate means anything. */
  readonly lossy: boolean;
}

/** The one table of formats. */
export const AUDIO_FORMATS: Readonly<Record<AudioFormat, AudioFormatFacts>> = {
  mp3: { contentType: 'audio/mpeg', extension: 'mp3', streamable: true, lossy: true },
  wav: { contentType: 'audio/wav', extension: 'wav', streamable: true, lossy: false },
  flac: { contentType: 'audio/flac', extension: 'flac', streamable: true, lossy: false },
  ogg: { contentType: 'audio/ogg', extension: 'ogg', streamable: true, lossy: true },
  opus: { contentType: 'audio/ogg; codecs=opus', extension: 'opus', streamable: true, lossy: true },
  m4a: { contentType: 'audio/mp4', extension: 'm4a', streamable: false, lossy: true },
  aac: { contentType: 'audio/aac', extension: 'aac', streamable: true, lossy: true },
  pcm: { contentType: 'audio/pcm', extension: 'pcm', streamable: true, lossy: false },
};

/** Tells whether a value from outside names a format. */
export function isAudioFormat(value: unknown): value is AudioFormat {
  return typeof value === 'string' && Object.hasOwn(AUDIO_FORMATS, value);
}
