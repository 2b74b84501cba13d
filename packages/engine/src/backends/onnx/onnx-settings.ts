import * as z from 'zod';

const file = z.string().min(1);

/** How a card tells this backend to load its files: paths are relative to the model's folder. */
export const onnxSettingsSchema = z.discriminatedUnion('family', [
  z.strictObject({
    family: z.literal('spleeter'),
    /** A network for each stem, by the stem's name, in the order of Spleeter. */
    files: z.record(z.string(), file),
    stems: z.union([z.literal(2), z.literal(4), z.literal(5)]),
  }),
  z.strictObject({
    family: z.literal('htdemucs'),
    files: z.strictObject({ model: file }),
    stems: z.union([z.literal(4), z.literal(6)]),
  }),
  z.strictObject({
    family: z.literal('translation'),
    files: z.strictObject({ encoder: file, decoder: file, tokenizer: file, tokenizerConfig: file, config: file }),
    /** How languages are named in the vocabulary; left out where a model knows one pair only. */
    languageCodes: z.record(z.string(), z.string()).optional(),
  }),
  z.strictObject({
    family: z.literal('openvoice'),
    files: z.strictObject({ toneColor: file, converter: file }),
    /** How freely the converter draws, as the publisher has it. */
    temperature: z.number().min(0).max(1).default(0.3),
  }),
  z.strictObject({
    family: z.literal('knn-vc'),
    files: z.strictObject({ encoder: file, vocoder: file }),
    /** How many frames of the target each frame becomes the mean of. */
    neighbours: z.int().min(1).max(64).default(4),
  }),
  z.strictObject({
    family: z.literal('chatterbox'),
    files: z.strictObject({
      speechEncoder: file,
      embedTokens: file,
      languageModel: file,
      conditionalDecoder: file,
      tokenizer: file,
    }),
    clones: z.literal('audio'),
    /** How much it acts; the publisher has 0.5. */
    exaggeration: z.number().min(0).max(2).default(0.5),
    /** Of what the language model remembers. */
    heads: z.int().positive().default(16),
    headSize: z.int().positive().default(64),
  }),
  z.strictObject({
    family: z.literal('outetts'),
    files: z.strictObject({
      languageModel: file,
      codec: file,
      /** The other half of the codec, which profiles of recordings are made with. */
      encoder: file.optional(),
      tokenizer: file,
      tokenizerConfig: file,
    }),
    /** Present where it has the encoder. */
    clones: z.literal('audio-and-words').optional(),
    /** The profiles of its speakers, in the order of their numbers. */
    profiles: z.array(file).min(1),
    /** Of what the language model remembers. */
    heads: z.int().positive().default(8),
    headSize: z.int().positive().default(128),
  }),
]);

/** See {@link onnxSettingsSchema}. */
export type OnnxSettings = z.output<typeof onnxSettingsSchema>;
