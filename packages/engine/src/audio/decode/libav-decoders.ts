import * as Constants from 'node-av/constants';

/** One of libavcodec's decoders, by its own name. */
export type DecoderName = Constants.FFAudioDecoder;

/** libavcodec's decoders by mediabunny's names of codecs. */
const DECODERS: Readonly<Record<string, DecoderName>> = {
  aac: Constants.FF_DECODER_AAC,
  ac3: Constants.FF_DECODER_AC3,
  alaw: Constants.FF_DECODER_PCM_ALAW,
  dts: Constants.FF_DECODER_DCA,
  eac3: Constants.FF_DECODER_EAC3,
  flac: Constants.FF_DECODER_FLAC,
  // The plain `mp3` decoder computes in integers, and `libopus` needs a library that the native decoder does without.
  mp3: Constants.FF_DECODER_MP3FLOAT,
  opus: Constants.FF_DECODER_OPUS,
  'pcm-f32': Constants.FF_DECODER_PCM_F32LE,
  'pcm-f32be': Constants.FF_DECODER_PCM_F32BE,
  'pcm-f64': Constants.FF_DECODER_PCM_F64LE,
  'pcm-f64be': Constants.FF_DECODER_PCM_F64BE,
  'pcm-s16': Constants.FF_DECODER_PCM_S16LE,
  'pcm-s16be': Constants.FF_DECODER_PCM_S16BE,
  'pcm-s24': Constants.FF_DECODER_PCM_S24LE,
  'pcm-s24be': Constants.FF_DECODER_PCM_S24BE,
  'pcm-s32': Constants.FF_DECODER_PCM_S32LE,
  'pcm-s32be': Constants.FF_DECODER_PCM_S32BE,
  'pcm-s8': Constants.FF_DECODER_PCM_S8,
  'pcm-u8': Constants.FF_DECODER_PCM_U8,
  ulaw: Constants.FF_DECODER_PCM_MULAW,
  vorbis: Constants.FF_DECODER_VORBIS,
};

/** The decoder for one of mediabunny's codecs; undefined when there is none. */
export function findDecoderName(codec: string): DecoderName | undefined {
  return Object.hasOwn(DECODERS, codec) ? DECODERS[codec] : undefined;
}
