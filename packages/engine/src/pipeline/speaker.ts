import type { ProsodyRange, SynthesizeParams, Utterance } from '../backends/contract.ts';

/** A voice ready to speak: what the pipeline knows of backends and hosts. */
export interface Speaker {
  /** Id of its model. */
  readonly model: string;
  /** Id of the voice. */
  readonly voice: string;
  /**
   * Tells it from every voice that sounds otherwise, also one of the same name at another time; `undefined` where that
   * cannot be told.
   */
  readonly identity?: string | undefined;
  /** BCP-47 tags that it speaks. */
  readonly languages: readonly string[];
  /** What it can do of rate and pitch. */
  readonly range: ProsodyRange;
  /** Rate of its audio, hertz. */
  readonly sampleRate: number;
  /** How many sentences it can speak at once. */
  readonly parallel: number;
  /** Whether it goes on from the sentence before, which it is given: then it speaks one after the other. @default false */
  readonly goesOn?: boolean;
  synthesize(
    params: Omit<SynthesizeParams, 'voice'>,
    options: { readonly signal: AbortSignal; readonly lane: string },
  ): Promise<Utterance>;
}

/** Finds the speaker for a part of the text that is in another language; `undefined` when none speaks it. */
export type SpeakerFor = (language: string) => Speaker | undefined;
