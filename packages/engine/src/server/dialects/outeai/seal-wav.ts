/**
 * Writes the true lengths into the header of a WAV file that was made as a stream, whose writer could not know them.
 * Anything that is not a WAV file, or is one without a `data` chunk, stays as it is.
 * @param file - The whole file; changed in place.
 */
export function sealWav(file: Uint8Array): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 12 || tagAt(file, 0) !== 'RIFF' || tagAt(file, 8) !== 'WAVE') return file;
  for (let at = 12; at + 8 <= file.length; ) {
    if (tagAt(file, at) === 'data') {
      view.setUint32(4, file.length - 8, true);
      view.setUint32(at + 4, file.length - at - 8, true);
      return file;
    }
    const size = view.getUint32(at + 4, true);
    at += 8 + size + (size % 2);
  }
  return file;
}

function tagAt(file: Uint8Array, at: number): string {
  return String.fromCharCode(...file.subarray(at, at + 4));
}
