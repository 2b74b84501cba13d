import type { ModelTier, ModelType } from '@potoo/core';
import * as z from 'zod';

const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const address = z.url({ protocol: /^https?$/ });
/** A relative path without steps upwards; with a slash at its end it stands for all that is in the folder. */
const filePath = z
  .string()
  .regex(/^[^/\\:\0][^\\:\0]*$/)
  .refine((path) => !path.split('/').some((part) => part === '..' || part === '.'), 'leads out of its folder');

/** Files of one repository on the hub. */
const hubSource = z.strictObject({
  kind: z.literal('hub'),
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  /** Commit to fetch; `null` takes the newest, which the lock then keeps. */
  revision: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .nullable(),
  /** Paths in the repository. `folder/` takes everything below it. */
  files: z.array(filePath).min(1),
});

/** A `.tar.bz2`, `.tar.gz` or `.tar`, of which some files are kept. */
const archiveSource = z.strictObject({
  kind: z.literal('archive'),
  url: address,
  sha256: sha256.nullable(),
  /** Folder in the archive that holds the model; it is left out of the kept paths. */
  root: filePath,
  /** Paths below `root`. `folder/` takes everything below it. */
  files: z.array(filePath).min(1),
});

/** One file at an address of its own. */
const fileSource = z.strictObject({
  kind: z.literal('file'),
  url: address,
  sha256: sha256.nullable(),
  /** Path to keep it under. */
  path: filePath,
});

/** Where the files of a model come from. */
export const sourceSchema = z.discriminatedUnion('kind', [hubSource, archiveSource, fileSource]);

const languages = z.array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/));

/** One thing that can be pulled: files, and how a backend loads them. */
export const variantSchema = z.strictObject({
  /** Unique among all variants; also a name that requests may use for the model. */
  id,
  /** Those of the card when left out. */
  languages: languages.optional(),
  /** About how much is downloaded, bytes. */
  bytes: z.int().positive(),
  /** About how much one process needs with it, bytes. */
  memoryBytes: z.int().positive(),
  /** Against real time on two cores: `fast` is five times faster or more, `slow` is slower than the audio lasts. */
  speed: z.enum(['fast', 'moderate', 'slow']),
  /** Of what it makes or takes, hertz. */
  sampleRate: z.int().min(8000).max(48_000),
  sources: z.array(sourceSchema).min(1),
  /**
   * Of a recogniser that also writes down in another language what is said: from which language into which, `und` for any that
   * it understands.
   */
  translates: z.array(z.tuple([z.string(), z.string()])).optional(),
  /** How its backend loads it; the backend has a schema of its own for it. */
  settings: z.record(z.string(), z.unknown()),
});

/** A voice of a card. */
export const cardVoiceSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_+-]{1,64}$/),
  name: z.string().min(1),
  languages: languages.min(1),
  gender: z.enum(['female', 'male', 'neutral']),
  /** Its number in the model; left out where no variant has it. */
  speaker: z.int().nonnegative().optional(),
  /** The variant that speaks it. @default Every one of the card. */
  variant: id.optional(),
});

const MODEL_TYPES = [
  'tts',
  'stt',
  'voice-conversion',
  'translation',
  'enhancement',
  'separation',
  'voice-activity',
  'diarization',
  'speaker-embedding',
  'language-identification',
  'punctuation',
] as const satisfies readonly ModelType[];

/** What is known of a model: data, no code. */
export const cardSchema = z.strictObject({
  id,
  /** Other names that requests may use. */
  aliases: z.array(id),
  name: z.string().min(1),
  type: z.enum(MODEL_TYPES),
  tier: z.enum(['free', 'standard', 'premium'] as const satisfies readonly ModelTier[]),
  /** Price class of the seed API; 0 for what is priced by the minute. */
  creditsPer1kChars: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(4)]),
  supportsCloning: z.boolean(),
  supportsStreaming: z.boolean(),
  /** Empty where the model is not bound to languages, or detects them. */
  languages,
  /** Of a recogniser that knows some words only, such as digits: it listens where it is named, or nothing else can. */
  closedVocabulary: z.boolean().optional(),
  /** SPDX expression, or `LicenseRef-…` where the publisher's own terms hold: see `references`. */
  licence: z.string().min(1),
  /** Pages of the publishers that the facts of this card come from. */
  references: z.array(address).min(1),
  /** What who wants to use it has to know and do beyond a pull. */
  notes: z.string().min(1).optional(),
  /** Id of the backend that runs it. */
  backend: z.enum(['sherpa', 'onnx', 'upstream']),
  /** The one to pull when only the card is named comes first. None where only another server can run it. */
  variants: z.array(variantSchema),
  voices: z.array(cardVoiceSchema),
});

/** See {@link cardSchema}. */
export type ModelCard = z.infer<typeof cardSchema>;
/** See {@link variantSchema}. */
export type ModelVariant = z.infer<typeof variantSchema>;
/** See {@link cardVoiceSchema}. */
export type CardVoice = z.infer<typeof cardVoiceSchema>;
/** See {@link sourceSchema}. */
export type FileSource = z.infer<typeof sourceSchema>;
