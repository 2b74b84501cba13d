import { type Block, LONGEST_PAUSE, type Note, PLAIN_STYLE, type Reading, type Style } from '../block.ts';
import { SourceText } from '../source-text.ts';
import type { PassageEnd } from '../split/sentence-end.ts';
import { TextCleaner } from '../text-cleaner.ts';
import type { WarningList } from '../warning-list.ts';
import { invalid, scanXml, type XmlEvent } from './scan-xml.ts';
import { breakSeconds, emphasisOf, languageOf, prosodyOf } from './ssml-values.ts';

/** Elements whose content is not to be spoken. */
const SILENT = new Set(['metadata', 'desc', 'meta', 'lexicon', 'lookup']);
/** Elements that only mark text up. */
const TRANSPARENT = new Set(['speak', 'p', 's', 'lang', 'w', 'token', 'paragraph', 'sentence']);
const BOUNDARIES: Readonly<Record<string, PassageEnd>> = {
  p: 'paragraph',
  paragraph: 'paragraph',
  s: 'sentence',
  sentence: 'sentence',
};
const RANK: Readonly<Record<PassageEnd, number>> = { clause: 0, sentence: 1, line: 2, paragraph: 3, text: 4 };

/**
 * Reads SSML into blocks of text, in order and lazily. What is not supported gives a warning, and its text is spoken.
 * @throws {BadRequestError} `invalid_ssml`, before the first block.
 */
export function* readSsml(ssml: string, warnings: WarningList): Generator<Block> {
  checkDocument(ssml);
  const reader = new SsmlReader(warnings);
  for (const event of scanXml(ssml)) yield* reader.take(event);
  yield* reader.finish();
}

/** The whole document is looked through before its beginning is spoken: half a text is worse than an error. */
function checkDocument(ssml: string): void {
  let seenRoot = false;
  for (const event of scanXml(ssml)) {
    if (seenRoot || event.type !== 'open') continue;
    seenRoot = true;
    if (event.name !== 'speak') {
      throw invalid(
        ssml,
        0,
        `the root element is <${event.name}>`,
        'Wrap everything in <speak>…</speak>, in small letters.',
      );
    }
  }
}

/** An element that is open. */
interface OpenElement {
  readonly name: string;
  /** The manner around it, to go back to. */
  readonly around: Style;
  readonly reading: Reading | undefined;
  /** Index in the block's text where it begins. */
  readonly from: number;
}

/** Turns the events of one document into blocks. One block is held back, since what follows may say how it ends. */
class SsmlReader {
  readonly #warnings: WarningList;
  readonly #open: OpenElement[] = [];
  #style: Style = PLAIN_STYLE;
  #cleaner = new TextCleaner({ newlinesAreSpaces: true });
  #notes: Note[] = [];
  #marks: Array<{ name: string; at: number }> = [];
  #held: Block | undefined;
  #silent = 0;

  constructor(warnings: WarningList) {
    this.#warnings = warnings;
  }

  *take(event: XmlEvent): Generator<Block> {
    if (event.type === 'text') {
      if (this.#silent === 0) this.#cleaner.push(event.text, event.source, event.span);
    } else if (event.type === 'open') yield* this.#opened(event.name, event.attributes);
    else yield* this.#closed();
  }

  *finish(): Generator<Block> {
    yield* this.#flush('text');
    if (this.#held) yield this.#held;
  }

  *#opened(name: string, attributes: ReadonlyMap<string, string>): Generator<Block> {
    const around = this.#style;
    const boundary = BOUNDARIES[name];
    if (boundary) yield* this.#flush(boundary);
    const style = this.#styleOf(name, attributes);
    if (style !== around) yield* this.#flush('clause');
    this.#style = style;
    this.#open.push({ name, around, reading: this.#readingOf(name, attributes), from: this.#length });
    if (SILENT.has(name)) this.#silent++;
    if (name === 'break') yield* this.#pause(breakSeconds(attributes, this.#warnings));
    if (name === 'mark') this.#marks.push({ name: attributes.get('name') ?? '', at: this.#length });
  }

  *#closed(): Generator<Block> {
    const element = this.#open.pop();
    if (!element) return;
    if (SILENT.has(element.name)) this.#silent--;
    if (element.reading && this.#length > element.from) {
      const outermost = !this.#open.some(({ reading }) => reading);
      if (outermost) this.#notes.push({ from: element.from, to: this.#length, reading: element.reading });
    }
    const boundary = BOUNDARIES[element.name];
    if (boundary) yield* this.#flush(boundary);
    if (this.#style !== element.around) yield* this.#flush('clause');
    this.#style = element.around;
  }

  get #length(): number {
    return this.#cleaner.output.text.length;
  }

  #styleOf(name: string, attributes: ReadonlyMap<string, string>): Style {
    const around = this.#style;
    const tag = attributes.get('xml:lang');
    const language = tag === undefined ? undefined : languageOf(tag, this.#warnings);
    const style = language === undefined || language === around.language ? around : { ...around, language };
    if (name === 'prosody') return { ...style, prosody: prosodyOf(attributes, around.prosody, this.#warnings) };
    if (name === 'emphasis') {
      const level = attributes.get('level') ?? 'moderate';
      return { ...style, prosody: emphasisOf(level, around.prosody, this.#warnings) };
    }
    return style;
  }

  #readingOf(name: string, attributes: ReadonlyMap<string, string>): Reading | undefined {
    if (name === 'sub') return this.#required(name, 'alias', attributes, (text) => ({ kind: 'alias', text }));
    if (name === 'phoneme') {
      const alphabet = attributes.get('alphabet') ?? 'ipa';
      if (alphabet !== 'ipa') {
        this.#warnings.unsupported(`<phoneme alphabet="${alphabet.slice(0, 40)}"> is not supported: only ipa is.`);
        return undefined;
      }
      return this.#required(name, 'ph', attributes, (ipa) => ({ kind: 'ipa', ipa }));
    }
    if (name === 'say-as') {
      const format = attributes.get('format') ?? '';
      return this.#required(name, 'interpret-as', attributes, (as) => ({ kind: 'say-as', as, format }));
    }
    if (!TRANSPARENT.has(name) && !['break', 'mark', 'prosody', 'emphasis'].includes(name)) {
      this.#warnings.unsupported(`<${name.slice(0, 40)}> is not supported and was left out; its text is spoken.`);
    }
    return undefined;
  }

  #required(
    element: string,
    attribute: string,
    attributes: ReadonlyMap<string, string>,
    read: (value: string) => Reading,
  ): Reading | undefined {
    const value = attributes.get(attribute)?.trim();
    if (value !== undefined && value !== '') return read(value);
    this.#warnings.other(`<${element}> has no ${attribute} and was left out; its text is spoken.`);
    return undefined;
  }

  *#pause(seconds: number): Generator<Block> {
    yield* this.#flush('clause');
    this.#held ??= {
      source: new SourceText('', []),
      notes: [],
      marks: [],
      style: this.#style,
      ends: 'clause',
      pauseAfter: 0,
    };
    const whole = this.#held.pauseAfter + seconds;
    if (whole > LONGEST_PAUSE) this.#warnings.other(`A pause of ${whole} s was cut to ${LONGEST_PAUSE} s.`);
    this.#held = { ...this.#held, pauseAfter: Math.min(whole, LONGEST_PAUSE) };
  }

  /** Ends a block; one without text passes its end on to the block before. */
  *#flush(ends: PassageEnd): Generator<Block> {
    const source = this.#cleaner.output.build();
    if (/\S/.test(source.text) || this.#marks.length > 0) {
      if (this.#held) yield this.#held;
      this.#held = { source, notes: this.#notes, marks: this.#marks, style: this.#style, ends, pauseAfter: 0 };
    } else if (this.#held && RANK[ends] > RANK[this.#held.ends]) this.#held = { ...this.#held, ends };
    this.#cleaner = new TextCleaner({ newlinesAreSpaces: true });
    this.#notes = [];
    this.#marks = [];
  }
}
