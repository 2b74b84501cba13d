/** Never less room than this at first. */
const LEAST_ROOM = 65_536;
const GROWTH = 1.5;

/**
 * Puts a stream of bytes together in one place, and lets go of each part at once: a long recording is in memory once, not three
 * times.
 * @param expected - How many bytes there will be, about; less means that they are moved, more costs nothing.
 */
export async function collectBytes(
  parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  expected: number,
): Promise<Uint8Array<ArrayBuffer>> {
  let buffer = new ArrayBuffer(Math.max(LEAST_ROOM, Math.ceil(expected)));
  let length = 0;
  for await (const part of parts) {
    const needed = length + part.length;
    if (needed > buffer.byteLength) buffer = buffer.transfer(Math.ceil(Math.max(needed, GROWTH * buffer.byteLength)));
    new Uint8Array(buffer).set(part, length);
    length = needed;
  }
  return new Uint8Array(buffer.transfer(length));
}
