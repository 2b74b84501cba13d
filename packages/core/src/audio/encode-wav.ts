const HEAD_BYTES = 44;

/**
 * Makes a WAV file of 16-bit PCM.
 * @param values - Interleaved, little-endian on every platform that browsers run on.
 * @param sampleRate - Hertz.
 */
export function encodeWav(values: Int16Array, sampleRate: number, channels: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEAD_BYTES + values.byteLength);
  const view = new DataView(bytes.buffer);
  const text = (offset: number, letters: string) => {
    for (let index = 0; index < letters.length; index += 1) bytes[offset + index] = letters.charCodeAt(index);
  };
  text(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, values.byteLength, true);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), HEAD_BYTES);
  return bytes;
}

/** One value of [-1, 1] as 16 bits; what lies beyond is clipped. */
export function toInt16(value: number): number {
  return Math.round(Math.max(-1, Math.min(1, value)) * 0x7f_ff);
}
