import type { MarkTiming, Progress, SpeechDetails, SpeechEvent, Warning, WordTiming } from '@potoo/core';
import type { TextPlan } from '../text/contract.ts';
import { type WordErrors, wordErrorRate } from '../text/word-error-rate.ts';
import type { RenderedChunk } from './render-speech.ts';
import type { Speaker } from './speaker.ts';

/** What a report is made from beside the chunks. */
export interface SpeechReportOptions {
  readonly request: { readonly words: boolean };
  readonly plan: TextPlan;
  readonly speaker: Speaker;
  /** BCP-47 tag that the text is read as. */
  readonly language: string;
  /** Known before the work begins. */
  readonly warnings: readonly Warning[];
  /** Length of the whole text, where it is known: progress is told against it. */
  readonly textLength: number | undefined;
  /** Characters read so far. */
  readonly charactersRead: () => number;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/** Gathers what is told of the chunks: events to send, and the details at the end. */
export class SpeechReport {
  readonly #options: SpeechReportOptions;
  readonly #events: SpeechEvent[] = [];
  readonly #words: WordTiming[] = [];
  readonly #marks: MarkTiming[] = [];
  readonly #warnings: Warning[] = [];
  readonly #heard: WordErrors[] = [];
  #duration = 0;

  constructor(options: SpeechReportOptions) {
    this.#options = options;
    this.#warnings.push(...options.warnings);
  }

  /** What is known by now. */
  get warnings(): readonly Warning[] {
    return [...this.#warnings];
  }

  add(chunk: RenderedChunk): void {
    const { request, textLength, onProgress } = this.#options;
    if (request.words) {
      this.#words.push(...chunk.words);
      if (chunk.estimated) this.#warn(this.#estimated());
      this.#events.push(...chunk.words.map((word) => ({ type: 'word', word }) as const));
    }
    this.#marks.push(...chunk.marks);
    this.#events.push(...chunk.marks.map((mark) => ({ type: 'mark', mark }) as const));
    for (const warning of chunk.warnings) this.#warn(warning);
    if (chunk.heard) this.#heard.push(chunk.heard);
    this.#duration = chunk.end;
    if (textLength !== undefined && textLength > 0) {
      const progress = { fraction: Math.min(1, chunk.charEnd / textLength) };
      this.#events.push({ type: 'progress', progress });
      // Events leave with bytes, and a file that is made whole has none before its end: this way it is told at once.
      onProgress?.(progress);
    }
  }

  *drain(): Generator<SpeechEvent> {
    yield* this.#events.splice(0);
  }

  details(): SpeechDetails {
    const { speaker, language, plan } = this.#options;
    for (const warning of plan.warnings) this.#warn(warning);
    return {
      words: this.#words,
      marks: this.#marks,
      duration: this.#duration,
      model: speaker.model,
      voice: speaker.voice,
      language,
      ...(this.#heard.length > 0 && { wordErrorRate: wordErrorRate(this.#heard) }),
      warnings: this.#warnings,
      usage: { characters: this.#options.charactersRead(), audioSeconds: this.#duration },
      response: {},
    };
  }

  #estimated(): Warning {
    const { model, voice } = this.#options.speaker;
    const message = `${model}/${voice} tells no times of words: they are estimated from their letters.`;
    return { type: 'quality', subject: 'words', message };
  }

  /** The same thing is told once, however many chunks it is true of. */
  #warn(warning: Warning): void {
    if (!this.#warnings.some(({ message }) => message === warning.message)) this.#warnings.push(warning);
  }
}
