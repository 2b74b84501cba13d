import type { ContainerFormat } from './read-container.ts';

/** Tells the format of an audio file by how it begins; media types of services are often only half right. */
export function sniffFormat(bytes: Uint8Array): ContainerFormat | undefined {
  const ascii = (offset: number, length: number) => String.fromCharCode(...bytes.subarray(offset, offset + length));
  if (ascii(0, 4) === 'RIFF') return 'wav';
  if (ascii(0, 4) === 'fLaC') return 'flac';
  if (ascii(0, 4) === 'OggS') return ascii(28, 8) === 'OpusHead' ? 'opus' : 'ogg';
  if (ascii(4, 4) === 'ftyp') return 'm4a';
  if (ascii(0, 3) === 'ID3') return 'mp3';
  const [first = 0, second = 0] = bytes;
  // Eleven bits of sync, then the layer: 0 is what ADTS has there.
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  return (second & 0x06) === 0 ? 'aac' : 'mp3';
}
