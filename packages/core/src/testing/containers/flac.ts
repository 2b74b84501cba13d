import { check } from '../check.ts';
import { ByteReader } from './byte-reader.ts';

/**
 * Length of a FLAC file in seconds, from its STREAMINFO (RFC 9639), or, where that leaves it open as a streamed file
 * must, `undefined`.
 */
export function flacDuration(bytes: Uint8Array): number | undefined {
  const reader = new ByteReader(bytes);
  check(reader.text(0, 4) === 'fLaC' && (reader.u8(4) & 127) === 0, 'the file has no FLAC head');
  const rate = reader.u32(18) >>> 12;
  const frames = (reader.u8(21) & 15) * 2 ** 32 + reader.u32(22);
  check(rate > 0, 'the FLAC file has no sample rate');
  let offset = 4;
  for (let last = false; !last; ) {
    last = (reader.u8(offset) & 128) !== 0;
    offset += 4 + (reader.u32(offset) & 0xff_ff_ff);
  }
  check(reader.u16(offset) >>> 2 === 0x3f_fe, 'the FLAC file has no first frame');
  return frames === 0 ? undefined : frames / rate;
}
