import * as z from 'zod';

const codes = z.array(z.int().min(0).max(1024)).min(1);
const feature = z.int().min(0).max(100).default(0);

/** The profile of a speaker, as OuteTTS 1.0 writes it: what was said, word by word, in the codes of the codec. */
export const outeSpeakerSchema = z.object({
  text: z.string().min(1),
  words: z
    .array(
      z.object({
        word: z.string(),
        /** Seconds. */
        duration: z.number().nonnegative(),
        c1: codes,
        c2: codes,
        features: z.object({ energy: feature, spectral_centroid: feature, pitch: feature }),
      }),
    )
    .min(1),
});

/** See {@link outeSpeakerSchema}. */
export type OuteSpeaker = z.output<typeof outeSpeakerSchema>;

const MARKS: ReadonlyArray<readonly [RegExp, string]> = [
  [/…|\.{2,}/g, '...'],
  [/[“”„‟«»"]/g, ''],
  [/[‘’‛‹›`´]/g, "'"],
  [/[–—―−‐]|-{2,}/g, '-'],
  [/[\p{Cc}\u00ad\u200b-\u200d\ufeff]/gu, ' '],
  [/\s+/g, ' '],
  [/\s+([,.?!:;])/g, '$1'],
  [/([?!])\1+/g, '$1'],
];

/**
 * What the language model reads: the speaker's text and the new one together, then the speaker's in codes; it goes on from there.
 *
 * Source: `get_completion_prompt` of https://github.com/edwko/OuteTTS/blob/main/outetts/version/v3/prompt_processor.py
 */
export function outePrompt(text: string, { text: spoken, words }: OuteSpeaker): string {
  const written = outeText(text);
  const separator = separatorAfter(spoken.trim());
  const lines = words.map(({ word, duration, c1, c2, features }, index) => {
    const end = index === words.length - 1 ? separator.trim() : '';
    const { energy, spectral_centroid: centroid, pitch } = features;
    const sounds = c1.map((code, at) => `<|c1_${code}|><|c2_${c2[at] ?? 0}|>`).join('');
    const traits = `<|energy_${energy}|><|spectral_centroid_${centroid}|><|pitch_${pitch}|>`;
    return `<|word_start|>${word}${end}<|features|><|t_${duration.toFixed(2)}|>${traits}<|code|>${sounds}<|word_end|>`;
  });
  const whole = `${spoken.trim()}${separator}${written}`;
  return `<|im_start|>\n<|text_start|>${whole}<|text_end|>\n<|audio_start|>\n${lines.join('\n')}\n<|word_start|>`;
}

/** A text with the marks that the model was taught. */
export function outeText(text: string): string {
  return MARKS.reduce((done, [mark, instead]) => done.replaceAll(mark, instead), text.normalize('NFKC')).trim();
}

/** What has to stand between the two texts. */
function separatorAfter(text: string): string {
  const isIdeographic = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
  if (isIdeographic) return /[。？！?!]$/.test(text) ? '' : '。';
  return /[.?!]$/.test(text) ? ' ' : '. ';
}
