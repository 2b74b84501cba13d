import { readFloat, readUnsigned } from './ebml.ts';
import { type DecoderName, findDecoderName } from './libav-decoders.ts';
import type { PacketCodec } from './packet-source.ts';

/** Elements of Matroska (RFC 9559) that matter for sound. */
export const ELEMENT = {
  ebml: 0x1a45dfa3,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackType: 0x83,
  codecId: 0x86,
  codecPrivate: 0x63a2,
  codecDelay: 0x56aa,
  audio: 0xe1,
  samplingFrequency: 0xb5,
  channels: 0x9f,
  bitDepth: 0x6264,
  cluster: 0x1f43b675,
  clusterTimestamp: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
  discardPadding: 0x75a2,
} as const;

/** What a track's entry says, gathered element by element. */
export interface MatroskaTrack {
  number: number;
  type: number;
  codecId: string;
  codecPrivate: Uint8Array | undefined;
  /** Nanoseconds of padding at the start. */
  codecDelay: number;
  /** Hertz. */
  sampleRate: number;
  channels: number;
  bitDepth: number;
}

/** Starts a track with the defaults of the format. */
export function emptyTrack(): MatroskaTrack {
  return {
    number: 0,
    type: 0,
    codecId: '',
    codecPrivate: undefined,
    codecDelay: 0,
    sampleRate: 8000,
    channels: 1,
    bitDepth: 16,
  };
}

/** Values of `TrackType`. */
export const VIDEO_TRACK = 1;
export const AUDIO_TRACK = 2;

/** Puts the content of one element into the track that it describes. */
export function describeTrack(track: MatroskaTrack, id: number, content: Uint8Array): void {
  switch (id) {
    case ELEMENT.trackNumber:
      track.number = readUnsigned(content);
      break;
    case ELEMENT.trackType:
      track.type = readUnsigned(content);
      break;
    case ELEMENT.codecId:
      track.codecId = String.fromCharCode(...content.subarray(0, 64)).replace(/\0.*$/, '');
      break;
    case ELEMENT.codecPrivate:
      track.codecPrivate = content.slice();
      break;
    case ELEMENT.codecDelay:
      track.codecDelay = readUnsigned(content);
      break;
    case ELEMENT.samplingFrequency:
      track.sampleRate = readFloat(content);
      break;
    case ELEMENT.channels:
      track.channels = readUnsigned(content);
      break;
    case ELEMENT.bitDepth:
      track.bitDepth = readUnsigned(content);
      break;
  }
}

const CODEC_NAMES: Readonly<Record<string, string>> = {
  A_OPUS: 'opus',
  A_VORBIS: 'vorbis',
  A_AAC: 'aac',
  A_FLAC: 'flac',
  'A_MPEG/L3': 'mp3',
  A_AC3: 'ac3',
  A_EAC3: 'eac3',
  A_DTS: 'dts',
};

/** The codec of a track, by its short name and as a decoder wants it; undefined when there is no decoder for it. */
export function resolveTrackCodec(track: MatroskaTrack): { name: string; codec: PacketCodec } | undefined {
  const name = CODEC_NAMES[track.codecId] ?? CODEC_NAMES[track.codecId.split('/')[0] ?? ''] ?? pcmName(track);
  const decoder: DecoderName | undefined = name === undefined ? undefined : findDecoderName(name);
  if (name === undefined || !decoder) return undefined;
  const { codecPrivate: extradata, channels } = track;
  const sampleRate = Number.isFinite(track.sampleRate)
    ? Math.round(Math.min(Math.max(track.sampleRate, 0), 768_000))
    : 0;
  return { name, codec: { decoder, extradata, sampleRate, channels: Math.min(channels, 64) } };
}

function pcmName({ codecId, bitDepth }: MatroskaTrack): string | undefined {
  if (codecId === 'A_PCM/FLOAT/IEEE') return `pcm-f${bitDepth}`;
  if (codecId === 'A_PCM/INT/LIT') return bitDepth === 8 ? 'pcm-u8' : `pcm-s${bitDepth}`;
  if (codecId === 'A_PCM/INT/BIG') return bitDepth === 8 ? 'pcm-u8' : `pcm-s${bitDepth}be`;
  return undefined;
}
