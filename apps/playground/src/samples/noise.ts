/** White noise that is the same each time, [-1, 1]. */
export function noiseBuffer(context: BaseAudioContext, seconds: number, shape = (_time: number) => 1): AudioBuffer {
  const length = Math.ceil(seconds * context.sampleRate);
  const data = new Float32Array(length);
  let state = 0x2f6e2b1;
  for (let frame = 0; frame < length; frame++) {
    // Marsaglia, "Xorshift RNGs", 2003.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    data[frame] = (state / 0x8000_0000) * shape(frame / context.sampleRate);
  }
  const buffer = context.createBuffer(1, length, context.sampleRate);
  buffer.copyToChannel(data, 0);
  return buffer;
}
