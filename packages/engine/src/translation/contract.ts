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

/** A way to translate text: a language model, or a model made for translating. */
export interface Translator {
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
  /** Most characters of text in one job. */
  readonly mostCharacters: number;
  /** Translates. @throws {PotooError} Why it could not. */
  translate(job: TranslationJob, signal: AbortSignal): Promise<string>;
}
