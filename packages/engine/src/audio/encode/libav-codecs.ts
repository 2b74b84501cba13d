import type { AudioFormat } from '@potoo/core';
import * as Constants from 'node-av/constants';

/** Formats that need an encoder. */
export type CompressedFormat = Exclude<AudioFormat, 'wav' | 'pcm'>;

/** How FFmpeg's libraries make a format. */
export interface LibavFormat {
  readonly encoder: Constants.FFAudioEncoder;
  /** How the encoder wants its values. */
  readonly values: 'planar-float' | 'float' | 'int16';
  /** Short name of the container. */
  readonly muxer: string;
  /** Options of the container. */
  readonly muxerOptions: Readonly<Record<string, string>>;
}

/** Ogg collects packets into pages; of this length in microseconds, so that a listener need not wait for a full second. */
const OGG_OPTIONS = { page_duration: '200000' };

/** The one table of compressed formats. */
export const LIBAV_FORMATS: Readonly<Record<CompressedFormat, LibavFormat>> = {
  mp3: { encoder: Constants.FF_ENCODER_LIBMP3LAME, values: 'planar-float', muxer: 'mp3', muxerOptions: {} },
  flac: { encoder: Constants.FF_ENCODER_FLAC, values: 'int16', muxer: 'flac', muxerOptions: {} },
  ogg: { encoder: Constants.FF_ENCODER_LIBVORBIS, values: 'planar-float', muxer: 'ogg', muxerOptions: OGG_OPTIONS },
  opus: { encoder: Constants.FF_ENCODER_LIBOPUS, values: 'float', muxer: 'ogg', muxerOptions: OGG_OPTIONS },
  // With the index in front, a player need not fetch the end of the file first.
  m4a: {
    encoder: Constants.FF_ENCODER_AAC,
    values: 'planar-float',
    muxer: 'ipod',
    muxerOptions: { movflags: '+faststart' },
  },
  aac: { encoder: Constants.FF_ENCODER_AAC, values: 'planar-float', muxer: 'adts', muxerOptions: {} },
};
