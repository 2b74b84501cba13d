/** What a WAV header says. */
export interface WavHeaderInit {
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Bytes of audio that follow, 16 bits per value. @default Unknown, for a stream; see {@link STREAMED_WAV_BYTES}. */
  readonly dataBytes?: number;
  /** Comment for the file's INFO list (`ICMT`). */
  readonly comment?: string | undefined;
}

/**
 * Length that a streamed WAV states for its audio, which nobody knows yet.
 *
 * The value is what SoX writes to a pipe and takes for "unknown". Measured against the alternatives: 0 makes Python's
 * `wave` and SoX read no audio at all, 0xFFFFFFFF overflows readers that keep lengths in signed 32 bits and draws a
 * warning from FFmpeg. With this one Python's `wave`, SoX, FFmpeg and browsers all read up to the end of the stream.
 */
export const STREAMED_WAV_BYTES = 0x7ffff000;

/** Most audio that the 32-bit sizes of a WAV file can state, less room for the header. */
export const MAX_WAV_BYTES = 0xffffffff - 0x10000;

/** Writes the header of a 16-bit WAV file: everything in front of the first value. */
export function wavHeader({
  sampleRate,
  channels,
  dataBytes = STREAMED_WAV_BYTES,
  comment,
}: WavHeaderInit): Uint8Array {
  const info = comment ? infoList(comment) : new Uint8Array();
  const header = new Uint8Array(44 + info.length);
  const view = new DataView(header.buffer);
  writeAscii(header, 0, 'RIFF');
  view.setUint32(4, header.length - 8 + dataBytes + (dataBytes % 2), true);
  writeAscii(header, 8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  header.set(info, 36);
  writeAscii(header, 36 + info.length, 'data');
  view.setUint32(40 + info.length, dataBytes, true);
  return header;
}

/** A `LIST` chunk with one comment. It stands before the audio, so that a stream can carry it. */
function infoList(comment: string): Uint8Array {
  const text = new TextEncoder().encode(`${comment}\0`);
  const padded = text.length + (text.length % 2);
  const list = new Uint8Array(20 + padded);
  const view = new DataView(list.buffer);
  writeAscii(list, 0, 'LIST');
  view.setUint32(4, 12 + padded, true);
  writeAscii(list, 8, 'INFOICMT');
  view.setUint32(16, text.length, true);
  list.set(text, 20);
  return list;
}

function writeAscii(bytes: Uint8Array, offset: number, text: string): void {
  for (let index = 0; index < text.length; index++) bytes[offset + index] = text.charCodeAt(index);
}
