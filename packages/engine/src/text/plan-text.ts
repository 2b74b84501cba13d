import type { Warning } from '@potoo/core';
import { BadRequestError } from '@potoo/core/errors';
import { assembleChunk } from './assemble-chunk.ts';
import type { Block } from './block.ts';
import type { SpokenChunk, TextOptions, TextPlan } from './contract.ts';
import { detectLanguage } from './detect-language.ts';
import { type EmojiNames, hasEmoji, isOnlyEmoji, loadEmojiNames, NO_EMOJI_NAMES } from './emoji-names.ts';
import { Lexicon } from './lexicon.ts';
import { plainPassages, ssmlPassages } from './passages.ts';
import { readBlock } from './reading/read-block.ts';
import type { PassageEnd } from './split/sentence-end.ts';
import { WarningList } from './warning-list.ts';

/** Letters by which the language of a text is told; a longer first sentence is used whole. */
const SAMPLE_LETTERS = 40;
/** Silence after what ends, beyond what a voice makes itself, seconds. */
const PAUSES: Readonly<Record<PassageEnd, number>> = { clause: 0, sentence: 0, line: 0.15, paragraph: 0.35, text: 0 };

/**
 * Plans how a text is spoken: cleans it, finds its language, divides it into chunks, the first a short one, and reads what
 * is no plain word as it is said, each word with its range in the original text. Text that is still arriving is planned
 * as it comes, and how it is cut into pieces makes no difference. SSML is read whole before its first chunk.
 *
 * `chunks` can be read once. It throws `BadRequestError`: `invalid_ssml`, `empty_text`, and at the end of a text without a
 * word `nothing_to_speak`.
 */
export function planText(text: string | AsyncIterable<string>, options: TextOptions): TextPlan {
  return new PlannedText(text, options);
}

class PlannedText implements TextPlan {
  readonly chunks: AsyncIterable<SpokenChunk>;
  readonly #warnings = new WarningList();
  readonly #options: TextOptions;
  readonly #lexicon: Lexicon;
  readonly #source: SourceState;
  readonly #blocks: AsyncGenerator<Block>;
  /** Read to find the language, and not spoken yet. */
  readonly #ahead: Block[] = [];
  #language: Promise<string> | undefined;
  #emoji: EmojiNames | undefined;

  constructor(text: string | AsyncIterable<string>, options: TextOptions) {
    this.#options = options;
    this.#lexicon = new Lexicon(options.lexicon ?? {});
    this.#source = { blank: true };
    this.#blocks = passages(watch(text, this.#source), options.inputType, this.#warnings);
    this.chunks = this.#speak();
  }

  get language(): Promise<string> {
    if (!this.#language) {
      this.#language = this.#findLanguage();
      // Whoever reads it hears of a failure; nobody has to.
      this.#language.catch(() => undefined);
    }
    return this.#language;
  }

  get warnings(): readonly Warning[] {
    return this.#warnings.list;
  }

  async #findLanguage(): Promise<string> {
    if (this.#options.language !== undefined) return this.#options.language;
    let sample = '';
    while (countLetters(sample) < SAMPLE_LETTERS) {
      const { value, done } = await this.#blocks.next();
      if (done) break;
      this.#ahead.push(value);
      if (value.style.language !== undefined) {
        if (sample === '') return value.style.language;
        // A marked stretch within a text says nothing of the text.
        continue;
      }
      sample += `${value.source.text}\n`;
      if (this.#options.context !== undefined) break;
    }
    if (countLetters(sample) < SAMPLE_LETTERS) sample += this.#options.context ?? '';
    return (await detectLanguage(sample)).language;
  }

  async *#speak(): AsyncGenerator<SpokenChunk> {
    try {
      const language = await this.language;
      // Until there is a word, there may be nothing to speak: pauses and emoji wait.
      const held: SpokenChunk[] = [];
      let spoken = false;
      let last: SpokenChunk | undefined;
      for await (const block of this.#allBlocks()) {
        const { chunk, hasWords } = await this.#read(block, language);
        if (isEmpty(chunk)) continue;
        held.push(chunk);
        last = chunk;
        spoken ||= hasWords;
        if (spoken) yield* held.splice(0);
      }
      if (!spoken) throw this.#nothingToSpeak();
      if (last && !last.endsParagraph)
        yield { ...last, text: '', words: [], pauseAfter: 0, endsParagraph: true, marks: [] };
    } finally {
      await this.#blocks.return(undefined);
    }
  }

  async *#allBlocks(): AsyncGenerator<Block> {
    yield* this.#ahead.splice(0);
    yield* this.#blocks;
  }

  async #read(block: Block, textLanguage: string): Promise<{ chunk: SpokenChunk; hasWords: boolean }> {
    const { source, style, ends } = block;
    const language = style.language ?? textLanguage;
    if (!this.#emoji && hasEmoji(source.text)) this.#emoji = await loadEmojiNames();
    const all = readBlock(source.text, block.notes, {
      language,
      lexicon: this.#lexicon,
      emoji: this.#emoji ?? NO_EMOJI_NAMES,
      warnings: this.#warnings,
    });
    const pieces = all.filter((piece) => piece.text !== '');
    const silent = pieces.length === 0;
    const { text, words } = assembleChunk(source, all, ends !== 'clause');
    const marks = block.marks.map(({ name, at }) => {
      const index = pieces.findIndex((piece) => piece.from >= at);
      return { name, beforeWord: index === -1 ? words.length : index };
    });
    return {
      chunk: {
        text: silent ? '' : text,
        words,
        language,
        prosody: style.prosody,
        pauseAfter: (silent ? 0 : PAUSES[ends]) + block.pauseAfter,
        endsParagraph: ends === 'paragraph' || ends === 'text',
        marks,
      },
      hasWords: pieces.some(({ from, to }) => !isOnlyEmoji(source.text.slice(from, to))),
    };
  }

  #nothingToSpeak(): BadRequestError {
    if (this.#source.blank) {
      return new BadRequestError('The text is empty.', {
        reason: 'empty_text',
        param: 'text',
        hint: 'Send at least one word.',
      });
    }
    return new BadRequestError('The text has no word: only emoji, punctuation or control characters.', {
      reason: 'nothing_to_speak',
      param: 'text',
      hint: 'Send text with at least one letter or number.',
    });
  }
}

/** What has been seen of the caller's text. */
interface SourceState {
  /** Whether all of it is white space. */
  blank: boolean;
}

async function* watch(text: string | AsyncIterable<string>, state: SourceState): AsyncGenerator<string> {
  for await (const piece of typeof text === 'string' ? [text] : text) {
    if (state.blank) state.blank = !/\S/.test(piece);
    yield piece;
  }
}

async function* passages(
  pieces: AsyncGenerator<string>,
  inputType: TextOptions['inputType'],
  warnings: WarningList,
): AsyncGenerator<Block> {
  if (inputType === 'ssml') yield* ssmlPassages(pieces, warnings);
  else if (inputType === 'text') yield* plainPassages(pieces, warnings);
  else {
    const { isSsml, all } = await recognise(pieces);
    yield* isSsml ? ssmlPassages(all, warnings) : plainPassages(all, warnings);
  }
}

const SSML_START = '<speak';

/** Reads as much of a text as it takes to tell whether it is SSML. */
async function recognise(
  pieces: AsyncGenerator<string>,
): Promise<{ readonly isSsml: boolean; readonly all: AsyncGenerator<string> }> {
  let start = '';
  let done = false;
  while (!done && SSML_START.startsWith(start.trimStart()) && start.trimStart() !== SSML_START) {
    const next = await pieces.next();
    done = next.done === true;
    start += next.value ?? '';
  }
  async function* all(): AsyncGenerator<string> {
    yield start;
    yield* pieces;
  }
  return { isSsml: start.trimStart().startsWith(SSML_START), all: all() };
}

function countLetters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

function isEmpty({ words, marks, pauseAfter }: SpokenChunk): boolean {
  return words.length === 0 && marks.length === 0 && pauseAfter === 0;
}
