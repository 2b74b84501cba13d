import * as z from 'zod';

const token = z.int().nonnegative();

/** What is used of the `config.json` of a model that translates, as Transformers writes it for Marian and M2M-100. */
export const translationConfigSchema = z
  .object({
    d_model: z.int().positive(),
    decoder_layers: z.int().positive(),
    decoder_attention_heads: z.int().positive(),
    decoder_start_token_id: token,
    eos_token_id: token,
    pad_token_id: token.optional(),
    max_length: z.int().positive().default(512),
    num_beams: z.int().positive().max(16).default(4),
    bad_words_ids: z.array(z.array(token)).nullish(),
  })
  .transform((config) => ({
    heads: config.decoder_attention_heads,
    headSize: config.d_model / config.decoder_attention_heads,
    layers: config.decoder_layers,
    start: config.decoder_start_token_id,
    end: config.eos_token_id,
    mostTokens: config.max_length,
    beams: config.num_beams,
    // Marian's padding is its first token as well, and must not come again.
    banned: new Set([
      ...(config.bad_words_ids ?? []).flatMap((ids) => (ids.length === 1 ? ids : [])),
      config.pad_token_id ?? -1,
    ]),
  }));

/** See {@link translationConfigSchema}. */
export type TranslationConfig = z.output<typeof translationConfigSchema>;
