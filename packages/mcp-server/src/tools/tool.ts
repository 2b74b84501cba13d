import type { Feature } from '@potoo/core';
import type * as z from 'zod';
import { aboutArgument } from '../calls/about-argument.ts';
import { checkArguments } from '../calls/check-arguments.ts';
import type { ToolContext } from '../calls/tool-context.ts';
import type { ToolResult } from '../results/tool-result.ts';

/** Tools that are switched on and off together. */
export type ToolGroup = 'speak' | 'listen' | 'voices' | 'audio' | 'talk' | 'jobs' | 'devices';

/** What a host may believe about a tool before it is called. All four are stated: what is left out means the worst. */
export interface ToolAnnotations {
  /** Changes nothing, writes no file. */
  readonly readOnlyHint: boolean;
  /** Takes something away that was there. */
  readonly destructiveHint: boolean;
  /** The same call twice is the same as once. */
  readonly idempotentHint: boolean;
  /** Reaches beyond this machine and the voice service. */
  readonly openWorldHint: boolean;
}

/** What every tool says of itself. */
export interface ToolFacts {
  /** `verb_noun`; the file has the same name in kebab-case. */
  readonly name: string;
  readonly title: string;
  /** What it does and when to use it, for a language model. */
  readonly description: string;
  readonly group: ToolGroup;
  /** One emoji; shown as the icon. */
  readonly icon: string;
  readonly annotations: ToolAnnotations;
  /** Method of the voice service it cannot do without. */
  readonly feature?: Feature;
  /** Whether a call that takes long goes on as a job. @default true */
  readonly mayBecomeJob?: boolean;
}

/** A tool, as the server sees it: plain data and a function. It knows nothing of MCP. */
export interface Tool extends ToolFacts {
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  /**
   * Does the work.
   * @throws {BadRequestError} If the input does not fit the schema.
   */
  run(input: unknown, context: ToolContext): Promise<ToolResult>;
}

/** A tool, as its file writes it. */
export interface ToolDefinition<Input extends z.ZodObject, Output extends z.ZodObject> extends ToolFacts {
  readonly input: Input;
  readonly output: Output;
  run(input: z.output<Input>, context: ToolContext): Promise<ToolResult<z.input<Output>>>;
}

/** Ties a tool's function to its schemas: what is run has been checked. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  definition: ToolDefinition<Input, Output>,
): Tool {
  return {
    ...definition,
    run: async (input, context) => {
      const checked = checkArguments(definition.input, input);
      try {
        return await definition.run(checked, context);
      } catch (error) {
        throw aboutArgument(error, Object.keys(definition.input.shape), checked);
      }
    },
  };
}
