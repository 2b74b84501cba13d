/** How likely it is that someone speaks in the next moment of a sound. */
export interface VoiceEvidence {
  /** How long the moment is. */
  readonly seconds: number;
  /** 0 to 1. */
  readonly probability: number;
}

/**
 * Tells a voice from other sound, moment by moment, as Silero does: `voiceDetector()` of the engine in a page gives one.
 * @param frames - Mono at 16 kHz, in [-1, 1], in blocks of any length, for as long as someone listens.
 * @param signal - Aborts when nobody listens any longer.
 */
export type VoiceDetector = (
  frames: AsyncIterable<Float32Array<ArrayBuffer>>,
  signal: AbortSignal,
) => AsyncIterable<VoiceEvidence>;
