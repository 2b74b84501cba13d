import type { PcmSource } from '../../audio/pcm-source.ts';

/** Reads a stretch that may reach beyond either end of a recording; there it is silent. @returns A channel after the other. */
export async function readStretch(source: PcmSource, from: number, length: number): Promise<Float32Array[]> {
  const stretch = Array.from({ length: source.channels }, () => new Float32Array(length));
  const [first, last] = [Math.max(0, from), Math.min(source.frames, from + length)];
  let at = first - from;
  if (last <= first) return stretch;
  for await (const { channels } of source.read({ from: first, to: last })) {
    for (const [index, channel] of channels.entries()) stretch[index]?.set(channel, at);
    at += channels[0]?.length ?? 0;
  }
  return stretch;
}
