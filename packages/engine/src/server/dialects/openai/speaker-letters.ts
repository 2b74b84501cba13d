/** Names speakers A, B, C in the order in which they are first heard, as OpenAI does where their names are not known. */
export class SpeakerLetters {
  readonly #letters = new Map<string, string>();

  /** @param speaker - What the recogniser calls them. */
  letterOf(speaker = ''): string {
    const known = this.#letters.get(speaker);
    if (known !== undefined) return known;
    const letter = lettersOf(this.#letters.size);
    this.#letters.set(speaker, letter);
    return letter;
  }
}

/** 0 is A, 25 is Z, 26 is AA, as in the columns of a spreadsheet. */
function lettersOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : lettersOf(Math.floor(index / 26) - 1) + last;
}
