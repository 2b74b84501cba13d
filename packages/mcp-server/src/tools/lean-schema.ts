import * as z from 'zod';

/** What says nothing to a model: it is told when it goes against it. */
const UNSAID: ReadonlySet<string> = new Set(['$schema', 'additionalProperties', 'minLength', 'maxLength']);

/**
 * The JSON Schema of a tool's input or output, without what says nothing: every word of it is in the context of every
 * conversation.
 */
export function leanSchema(schema: z.ZodObject, io: 'input' | 'output'): Record<string, unknown> {
  const lean = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema }) => {
      for (const key of UNSAID) delete jsonSchema[key];
      if (io === 'output') delete jsonSchema.required;
    },
  });
  delete lean.$schema;
  return lean;
}
