/** A stretch of speech as the AI SDK has it. */
export interface Stretch {
  text: string;
  startSecond: number;
  endSecond: number;
}

/** A word or a segment of a transcript as the AI SDK has it. */
export function toStretch({
  text,
  start,
  end,
}: {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}): Stretch {
  return { text, startSecond: start, endSecond: end };
}

/** The language of a transcript, as ISO 639 has it. @param language - BCP-47 tag; empty where it is not known. */
export function languageCode(language: string): string | undefined {
  return language === '' ? undefined : new Intl.Locale(language).language;
}
