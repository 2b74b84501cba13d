import type { Progress } from '@potoo/core';
import { mapInOrder } from '../map-in-order.ts';
import type { Translator } from './contract.ts';
import { splitPassages } from './split-passages.ts';

/** Passages that are translated at once. */
const AT_ONCE = 2;
/** Characters of what was said before a passage that its translator is shown. */
const PRECEDING_CHARACTERS = 300;

/** What a translation listens to, and what it tells. */
interface TranslationCall {
  readonly signal: AbortSignal;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/** A translation that comes passage by passage. */
export class PassageTranslation {
  readonly #passages: readonly string[];
  readonly #translator: Translator | undefined;
  readonly #languages: { readonly from: string; readonly to: string; readonly model: string };
  readonly #call: TranslationCall;
  readonly #translated: string[] = [];

  /** @param translator - Without one the passages stay as they are. */
  constructor(
    segments: readonly string[],
    translator: Translator | undefined,
    languages: { readonly from: string; readonly to: string; readonly model: string },
    call: TranslationCall,
  ) {
    this.#passages = splitPassages(segments, translator?.mostCharacters ?? Number.POSITIVE_INFINITY);
    this.#translator = translator;
    this.#languages = languages;
    this.#call = call;
  }

  /** What has been translated. */
  get text(): string {
    return this.#translated.join(' ');
  }

  /** The passages in order, each with a space after it. */
  async *pieces(): AsyncGenerator<string> {
    const { signal, onProgress } = this.#call;
    const translated = mapInOrder(numbered(this.#passages), AT_ONCE, (passage, leaving) =>
      this.#translate(passage, AbortSignal.any([signal, leaving])),
    );
    for await (const passage of translated) {
      this.#translated.push(passage);
      const fraction = 0.5 + (0.4 * this.#translated.length) / this.#passages.length;
      onProgress?.({ fraction, stage: 'translating' });
      yield `${passage} `;
    }
  }

  async #translate(index: number, signal: AbortSignal): Promise<string> {
    const text = this.#passages[index] ?? '';
    const preceding = (this.#passages[index - 1] ?? '').slice(-PRECEDING_CHARACTERS);
    const { from, to, model } = this.#languages;
    return this.#translator?.translate({ text, from, to, model, preceding }, signal) ?? text;
  }
}

async function* numbered(passages: readonly string[]): AsyncGenerator<number> {
  yield* passages.keys();
}
