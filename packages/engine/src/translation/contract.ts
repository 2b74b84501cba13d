/** A text to be translated. */
export interface TranslationJob {
  readonly text: string;
  /** BCP-47 tag. */
  readonly from: string;
  /** BCP-47 tag. */
  readonly to: string;
  /** What stands before it in the whole, in the language of the text; not to be translated. */
  readonly preceding: string;
  /** Model that the caller named, or `auto`. */
  readonly model: string;
}

/** What translates, as it is chosen. */
export interface TranslatorChoice {
  /** Callers choose it by this name. */
  readonly id: string;
  /** Other names that callers may use. @default None. */
  readonly names?: readonly string[];
  /** Whether it has models of its own, which may have any name. @default false */
  readonly hasModels?: boolean;
  /** Whether it can be expected to work now. */
  available(signal: AbortSignal): Promise<boolean>;
  /** Whether it translates between two languages, given as BCP-47 tags. */
  translates(from: string, to: string): boolean;
  /** How to get it, in a sentence, where it may be missing. */
  readonly install?: string;
}

/** A way to translate text: a language model, or a model made for translating. */
export interface Translator extends TranslatorChoice {
  /** Most characters of text in one job. */
  readonly mostCharacters: number;
  /** Translates. @throws {PotooError} Why it could not. */
  translate(job: TranslationJob, signal: AbortSignal): Promise<string>;
}

/** A recogniser that writes down in another language what is said. Its `id` is the model to transcribe with. */
export interface HearingTranslator extends TranslatorChoice {
  readonly hears: true;
}
