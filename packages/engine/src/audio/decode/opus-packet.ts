/** Frames at 48 kHz per Opus frame, by the configuration in the top five bits (RFC 6716, table 2). */
function opusFrame(configuration: number): number {
  if (configuration < 12) return [480, 960, 1920, 2880][configuration & 3] ?? 0;
  if (configuration < 16) return [480, 960][configuration & 1] ?? 0;
  return [120, 240, 480, 960][configuration & 3] ?? 0;
}

/** Length of an Opus packet in seconds, from its table of contents (RFC 6716, section 3). */
export function opusPacketSeconds(packet: Uint8Array): number {
  const [first = 0, second = 0] = packet;
  const kind = first & 3;
  const count = kind === 0 ? 1 : kind === 3 ? second & 63 : 2;
  return (count * opusFrame(first >> 3)) / 48_000;
}
