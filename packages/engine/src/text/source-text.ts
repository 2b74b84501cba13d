/** A stretch of text whose characters come one by one from the original, or all from one range of it. */
export interface SourceSegment {
  /** Index of its first character in the text. */
  readonly at: number;
  /** Index in the original of its first character. */
  readonly source: number;
  /** Length in the original of what the whole segment stands for (an entity, say); absent: one to one. */
  readonly span?: number;
}

/**
 * Text with its way back to the original that it was taken from: what was dropped or replaced on the way leaves no
 * trace but the map. Immutable.
 */
export class SourceText {
  readonly text: string;
  readonly segments: readonly SourceSegment[];

  /** @param segments - In order, the first at 0. */
  constructor(text: string, segments: readonly SourceSegment[]) {
    this.text = text;
    this.segments = segments;
  }

  get length(): number {
    return this.text.length;
  }

  /** Range in the original of a non-empty range of the text. */
  sourceRange(from: number, to: number): { readonly start: number; readonly end: number } {
    return { start: this.#locate(from).start, end: this.#locate(to - 1).end };
  }

  slice(from: number, to: number = this.text.length): SourceText {
    if (from >= to) return new SourceText('', []);
    const first = this.#segmentIndex(from);
    const segments: SourceSegment[] = [];
    for (let i = first; i < this.segments.length; i++) {
      const segment = this.segments[i];
      if (!segment || segment.at >= to) break;
      const skipped = Math.max(0, from - segment.at);
      const source = segment.span === undefined ? segment.source + skipped : segment.source;
      segments.push({ ...segment, at: segment.at + skipped - from, source });
    }
    return new SourceText(this.text.slice(from, to), segments);
  }

  /** One text of several. */
  static join(parts: readonly SourceText[]): SourceText {
    const segments: SourceSegment[] = [];
    let text = '';
    for (const part of parts) {
      for (const segment of part.segments) segments.push({ ...segment, at: segment.at + text.length });
      text += part.text;
    }
    return new SourceText(text, segments);
  }

  #locate(index: number): { start: number; end: number } {
    const segment = this.segments[this.#segmentIndex(index)];
    if (!segment) return { start: 0, end: 0 };
    if (segment.span !== undefined) return { start: segment.source, end: segment.source + segment.span };
    const start = segment.source + (index - segment.at);
    return { start, end: start + 1 };
  }

  /** Index of the segment that a character is in. */
  #segmentIndex(index: number): number {
    let low = 0;
    let high = this.segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.segments[middle]?.at ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Gathers a {@link SourceText} piece by piece. */
export class SourceTextBuilder {
  #text = '';
  #segments: SourceSegment[] = [];
  #nextSource = -1;

  get text(): string {
    return this.#text;
  }

  /**
   * Adds characters.
   * @param source - Index in the original of the first.
   * @param span - Length in the original of what they all stand for; absent: one to one.
   */
  append(text: string, source: number, span?: number): void {
    if (text === '') return;
    if (span !== undefined) {
      this.#segments.push({ at: this.#text.length, source, span });
      this.#nextSource = -1;
    } else {
      if (source !== this.#nextSource) this.#segments.push({ at: this.#text.length, source });
      this.#nextSource = source + text.length;
    }
    this.#text += text;
  }

  /** What has been gathered. */
  build(): SourceText {
    return new SourceText(this.#text, this.#segments);
  }

  /** Takes the first characters out. */
  take(length: number): SourceText {
    const whole = this.build();
    const rest = whole.slice(length);
    this.#text = rest.text;
    this.#segments = [...rest.segments];
    return whole.slice(0, length);
  }
}
