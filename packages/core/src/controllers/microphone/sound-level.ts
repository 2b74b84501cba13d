/** Level that silence has, dBFS: what is quieter counts as silence too. */
export const SILENCE_DB = -60;
/** Level of ordinary speech at a microphone, dBFS (root mean square): half of the scale. */
const SPEECH_DB = -26;
/** Level of a strong peak, dBFS: the end of the scale. */
const LOUD_DB = -6;

/** How loud it is. */
export interface SoundLevel {
  /** 0 silence, about 0.5 ordinary speech, 1 a strong peak. */
  readonly level: number;
  /** Root mean square, dBFS; -Infinity for digital silence. */
  readonly levelDb: number;
}

/** The level of digital silence. */
export const SILENT: SoundLevel = { level: 0, levelDb: Number.NEGATIVE_INFINITY };

/** Measures the level of a stretch of sound. @param frames - In [-1, 1]. */
export function soundLevel(frames: Float32Array): SoundLevel {
  let squares = 0;
  for (const value of frames) squares += value * value;
  const levelDb = frames.length === 0 ? SILENT.levelDb : 10 * Math.log10(squares / frames.length);
  return { level: levelOf(levelDb), levelDb };
}

/** A level in dBFS on the scale from 0 to 1, in two straight lines that meet at ordinary speech. */
export function levelOf(levelDb: number): number {
  if (!(levelDb > SILENCE_DB)) return 0;
  if (levelDb <= SPEECH_DB) return (0.5 * (levelDb - SILENCE_DB)) / (SPEECH_DB - SILENCE_DB);
  return Math.min(1, 0.5 + (0.5 * (levelDb - SPEECH_DB)) / (LOUD_DB - SPEECH_DB));
}
