/** Elementary streams: frames one after another, without a container. */
export type ElementaryCodec = 'mp3' | 'aac' | 'flac';

/** What the header of one frame says. */
export interface FrameHeader {
  /** Bytes of the whole frame; 0 where the header does not say. */
  readonly bytes: number;
  /** Length of the decoded audio, in frames. */
  readonly frames: number;
  /** Hertz; 0 where the header does not say. */
  readonly sampleRate: number;
  readonly channels: number;
}

/** Reads the header of the frame that starts at an offset, or tells that none does. */
export function readFrameHeader(codec: ElementaryCodec, bytes: Uint8Array, offset: number): FrameHeader | undefined {
  return codec === 'mp3' ? readMp3(bytes, offset) : codec === 'aac' ? readAdts(bytes, offset) : readFlac(bytes, offset);
}

const MP3_KBPS: ReadonlyArray<readonly number[]> = [
  // MPEG-1 layers I, II, III, then layer I and layers II, III of MPEG-2 and 2.5 (ISO 11172-3 and 13818-3).
  [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];
const MP3_RATES = [44100, 48000, 32000];

function readMp3(bytes: Uint8Array, offset: number): FrameHeader | undefined {
  const [sync = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(offset, offset + 4);
  const version = (second >> 3) & 3;
  const layer = 4 - ((second >> 1) & 3);
  const rate = MP3_RATES[(third >> 2) & 3];
  if (sync !== 0xff || second < 0xe0 || version === 1 || layer === 4 || rate === undefined) return undefined;
  const isMpeg1 = version === 3;
  const kbps = MP3_KBPS[isMpeg1 ? layer - 1 : layer === 1 ? 3 : 4]?.[third >> 4];
  if (kbps === undefined) return undefined;
  const sampleRate = rate >> (isMpeg1 ? 0 : version === 2 ? 1 : 2);
  const frames = layer === 1 ? 384 : layer === 3 && !isMpeg1 ? 576 : 1152;
  const slot = layer === 1 ? 4 : 1;
  const padding = (third >> 1) & 1;
  const size = kbps === 0 ? 0 : (Math.floor((frames * kbps * 125) / sampleRate / slot) + padding) * slot;
  return { bytes: size, frames, sampleRate, channels: fourth >> 6 === 3 ? 1 : 2 };
}

const AAC_RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];

function readAdts(bytes: Uint8Array, offset: number): FrameHeader | undefined {
  const [sync = 0, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0, seventh] = bytes.subarray(
    offset,
    offset + 7,
  );
  const sampleRate = AAC_RATES[(third >> 2) & 15];
  if (sync !== 0xff || (second & 0xf6) !== 0xf0 || sampleRate === undefined || seventh === undefined) return undefined;
  const size = ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
  if (size < 7) return undefined;
  const channels = ((third & 1) << 2) | (fourth >> 6);
  return { bytes: size, frames: 1024 * ((seventh & 3) + 1), sampleRate, channels: channels === 7 ? 8 : channels };
}

const FLAC_RATES = [0, 88200, 176400, 192000, 8000, 16000, 22050, 24000, 32000, 44100, 48000, 96000];

function readFlac(bytes: Uint8Array, offset: number): FrameHeader | undefined {
  const [sync = 0, second = 0, third = 0, fourth = 0, fifth = 0] = bytes.subarray(offset, offset + 5);
  if (sync !== 0xff || (second & 0xfe) !== 0xf8 || (fourth & 1) !== 0) return undefined;
  const sizeCode = third >> 4;
  const rateCode = third & 15;
  const channelCode = fourth >> 4;
  if (sizeCode === 0 || rateCode === 15 || channelCode > 10) return undefined;
  // The frame's number is stored like UTF-8: the leading ones of its first byte tell its length.
  const numberBytes = fifth < 0x80 ? 1 : Math.clz32(~(fifth << 24));
  if (numberBytes > 7 || (fifth >= 0x80 && fifth < 0xc0)) return undefined;
  const tail = offset + 4 + numberBytes;
  const frames = flacBlockFrames(sizeCode, bytes[tail] ?? 0, bytes[tail + 1] ?? 0);
  return { bytes: 0, frames, sampleRate: FLAC_RATES[rateCode] ?? 0, channels: channelCode < 8 ? channelCode + 1 : 2 };
}

/** Source: RFC 9639, section 9.1.1. */
function flacBlockFrames(code: number, high: number, low: number): number {
  if (code === 1) return 192;
  if (code <= 5) return 144 << code;
  if (code === 6) return high + 1;
  if (code === 7) return (high << 8) + low + 1;
  return 1 << code;
}
