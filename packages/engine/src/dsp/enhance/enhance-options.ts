import type { Strength } from './strength.ts';

/** What is to be done to a recording, and how. */
export interface EnhanceOptions {
  /** Takes out an offset, hum, clicks and noise. */
  readonly denoise: boolean;
  /** Makes speech easier to follow: rumble, sharp consonants, presence, evenness, loudness. */
  readonly clarity: boolean;
  /** Raises the rate, and makes up the high frequencies that a narrower recording lacks. */
  readonly superResolution: boolean;
  readonly strength: Strength;
  /**
   * Rate of what super-resolution gives, hertz; no lower than the recording's. Without super-resolution it does not count.
   * @default 44100 when the recording's rate divides it, 48000 otherwise; the recording's own when that is higher.
   */
  readonly outputRate?: number | undefined;
  /** Folder for a private file of decoded audio, which clarity needs. @default The system's folder for temporary files. */
  readonly directory?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with 0 to 1 of the whole work, never less than before. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
  /** Called with sentences for the caller: what was not done, and why. */
  readonly onWarning?: ((message: string) => void) | undefined;
}
