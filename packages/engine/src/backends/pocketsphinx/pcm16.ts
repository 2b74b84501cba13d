/** Peak that quiet audio is raised to; the recogniser removes the level again, but 16 bits of a whisper are few. */
const TARGET_PEAK = 0.5;
const LARGEST_GAIN = 100;

/** Turns PCM in [-1, 1] into 16-bit integers, quiet audio made louder. What is no number becomes silence. */
export function toPcm16(samples: Float32Array): Int16Array {
  let peak = 0;
  for (const sample of samples) {
    const level = Math.abs(sample);
    if (level > peak && level < Number.POSITIVE_INFINITY) peak = level;
  }
  const gain = peak > 0 && peak < TARGET_PEAK ? Math.min(LARGEST_GAIN, TARGET_PEAK / peak) : 1;
  return Int16Array.from(samples, (sample) => {
    const value = Math.round(sample * gain * 32_767);
    return Number.isNaN(value) ? 0 : Math.max(-32_768, Math.min(32_767, value));
  });
}
