/** How one value is stored in a WAV file. */
export type SampleEncoding = 'u8' | 's16' | 's24' | 's24in32' | 's32' | 'f32' | 'f64' | 'alaw' | 'mulaw';

/** Bytes that one value takes. */
export const SAMPLE_BYTES: Readonly<Record<SampleEncoding, number>> = {
  u8: 1,
  s16: 2,
  s24: 3,
  s24in32: 4,
  s32: 4,
  f32: 4,
  f64: 8,
  alaw: 1,
  mulaw: 1,
};

const ALAW = Float32Array.from({ length: 256 }, (_, code) => decodeAlaw(code));
const MULAW = Float32Array.from({ length: 256 }, (_, code) => decodeMulaw(code));

/** Reads the value at a byte offset as a number in [-1, 1]. */
type SampleReader = (view: DataView, offset: number) => number;

const READERS: Readonly<Record<SampleEncoding, SampleReader>> = {
  u8: (view, offset) => (view.getUint8(offset) - 128) / 128,
  s16: (view, offset) => view.getInt16(offset, true) / 32768,
  s24: (view, offset) => ((view.getInt8(offset + 2) << 16) | view.getUint16(offset, true)) / 8388608,
  s24in32: (view, offset) => ((view.getInt8(offset + 2) << 16) | view.getUint16(offset, true)) / 8388608,
  s32: (view, offset) => view.getInt32(offset, true) / 2147483648,
  f32: (view, offset) => finite(view.getFloat32(offset, true)),
  f64: (view, offset) => finite(view.getFloat64(offset, true)),
  alaw: (view, offset) => ALAW[view.getUint8(offset)] ?? 0,
  mulaw: (view, offset) => MULAW[view.getUint8(offset)] ?? 0,
};

/**
 * Turns interleaved bytes into channels. Bytes beyond the last whole frame are left out, values that are no number
 * become silence.
 * @returns One array per channel, `floor(bytes / bytes per frame)` frames each.
 */
export function readSamples(bytes: Uint8Array, encoding: SampleEncoding, channels: number): Float32Array[] {
  const size = SAMPLE_BYTES[encoding];
  const stride = size * channels;
  const frames = Math.floor(bytes.length / stride);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const read = READERS[encoding];
  return Array.from({ length: channels }, (_, channel) => {
    const values = new Float32Array(frames);
    for (let frame = 0, offset = channel * size; frame < frames; frame++, offset += stride) {
      values[frame] = read(view, offset);
    }
    return values;
  });
}

/**
 * Turns channels into interleaved 16-bit little-endian bytes, rounding to the nearest value and clipping at full scale.
 */
export function writeInt16(channels: readonly Float32Array[]): Uint8Array {
  const frames = channels[0]?.length ?? 0;
  const bytes = new Uint8Array(frames * channels.length * 2);
  const view = new DataView(bytes.buffer);
  for (const [index, channel] of channels.entries()) {
    for (let frame = 0; frame < frames; frame++) {
      view.setInt16((frame * channels.length + index) * 2, toInt16(channel[frame] ?? 0), true);
    }
  }
  return bytes;
}

/** A value in [-1, 1] as a 16-bit integer; NaN is silence. */
export function toInt16(value: number): number {
  const scaled = Math.round(value * 32768);
  return scaled > 32767 ? 32767 : scaled < -32768 ? -32768 : scaled || 0;
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

/** Source: ITU-T G.711, table 1a; even bits of the code are inverted. */
function decodeAlaw(code: number): number {
  const inverted = code ^ 0x55;
  const exponent = (inverted >> 4) & 7;
  const mantissa = (inverted & 15) * 16 + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 256) << (exponent - 1);
  return ((inverted & 128) === 0 ? -magnitude : magnitude) / 32768;
}

/** Source: ITU-T G.711, table 2a; all bits of the code are inverted. */
function decodeMulaw(code: number): number {
  const inverted = ~code & 255;
  const exponent = (inverted >> 4) & 7;
  const magnitude = ((((inverted & 15) << 3) + 132) << exponent) - 132;
  return ((inverted & 128) === 0 ? magnitude : -magnitude) / 32768;
}
