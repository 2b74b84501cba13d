import type { VoiceService } from '@potoo/core';

/** Something that a person fills in. */
export interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** What it could be, given what has been typed. */
  readonly complete?: (typed: string, service: () => Promise<VoiceService>) => Promise<string[]>;
}

/** A way to begin that a person chooses from a list. It knows nothing of MCP. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly PromptArgument[];
  /** What the person says by choosing it. */
  text(values: Readonly<Record<string, string | undefined>>): string;
}
