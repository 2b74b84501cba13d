import type { Utterance } from '../backends/contract.ts';
import type { WordErrors } from '../text/word-error-rate.ts';

/** An utterance that was listened to. */
export interface VerifiedUtterance {
  readonly utterance: Utterance;
  /** `undefined` where nothing installed understands the language. */
  readonly heard: WordErrors | undefined;
}

/** Makes an utterance until it is heard as it stands, and gives the best one. */
export type VerifySpeech = (
  make: () => Promise<Utterance>,
  said: { readonly text: string; readonly language: string },
  signal: AbortSignal,
) => Promise<VerifiedUtterance>;
