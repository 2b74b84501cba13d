/**
 * What a terminal obeys, what turns text around, and what nobody sees: ANSI sequences, control characters but line ends
 * and tabs, bidirectional controls, byte order marks, and the invisible tag characters in which orders are hidden.
 */
const UNWANTED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;

/** Text from outside (speech, file names, other services) as it may be shown to a model or a person. */
export function cleanText(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[\u2028\u2029]/g, '\n')
    .replaceAll(UNWANTED, '');
}

/** Cleans every text inside of plain data, but paths and addresses, which have to stay usable. */
export function cleanFacts<Facts>(facts: Facts): Facts {
  return clean(facts, '') as Facts;
}

function clean(value: unknown, key: string): unknown {
  if (typeof value === 'string') return key === 'path' || key === 'uri' ? value : cleanText(value);
  if (Array.isArray(value)) return value.map((item) => clean(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, clean(item, name)]));
}
