import { invalidResponse } from '../../wire/json.ts';

/** What an audio file tells of itself. */
export interface ContainerFacts {
  /** Seconds; `undefined` where the file leaves it open. */
  readonly duration: number | undefined;
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** What is wrong with the file, where it can be read in spite of it. */
  readonly flaw?: string;
}

/** Throws unless the condition holds. @param problem - What is wrong with the file when it does not. */
export function demand(condition: boolean, problem: string): asserts condition {
  if (!condition) throw invalidResponse(problem);
}
