/** From 1, a touch, to 5, all that can be had. */
export type DereverbIntensity = 1 | 2 | 3 | 4 | 5;

/** What is taken out, and how. */
export interface DereverbOptions {
  readonly type: 'echo' | 'reverb' | 'both';
  readonly intensity: DereverbIntensity;
  readonly signal?: AbortSignal | undefined;
  /** Called with 0 to 1 of the whole work, never less than before. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
  /** Called with sentences for the caller: what was not done, and why. */
  readonly onWarning?: ((message: string) => void) | undefined;
}
