import * as z from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const file = z.strictObject({
  /** Relative to the model's folder, with slashes. */
  path: z.string().min(1),
  bytes: z.int().nonnegative(),
  sha256,
});

/** Where the files of one source came from. */
const origin = z.strictObject({
  /** Repository on the hub, or address of a file or an archive. */
  from: z.string().min(1),
  /** Commit, for a repository. */
  revision: z.string().optional(),
});

/** What was fetched for a variant: its pins. */
const pins = z.strictObject({ origins: z.array(origin), files: z.array(file) });

/** `potoo-model.json` in the folder of an installed model. */
export const manifestSchema = z.strictObject({
  version: z.literal(1),
  model: z.string(),
  variant: z.string(),
  ...pins.shape,
});

/** `models.lock.json`: what the first pull of each variant got, and what every later one has to get. */
export const modelsLockSchema = z.strictObject({ version: z.literal(1), variants: z.record(z.string(), pins) });

/** See {@link manifestSchema}. */
export type Manifest = z.infer<typeof manifestSchema>;
/** What was fetched for a variant. */
export type Pins = z.infer<typeof pins>;
/** Where the files of one source came from. */
export type Origin = z.infer<typeof origin>;
