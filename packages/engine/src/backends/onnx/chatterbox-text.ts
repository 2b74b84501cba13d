const MARKS: ReadonlyArray<readonly [RegExp, string]> = [
  [/\.{3}|…/g, ', '],
  [/[:;]/g, ','],
  [/ - /g, ', '],
  [/[—–]/g, '-'],
  [/[“”]/g, '"'],
  [/[‘’]/g, "'"],
  [/\s+,/g, ','],
  [/\s+/g, ' '],
];

/**
 * A text as Chatterbox was taught to read it: the marks that it knows, a capital at its beginning and an end at its end.
 *
 * Source: `punc_norm` of https://github.com/resemble-ai/chatterbox/blob/master/src/chatterbox/tts.py
 */
export function chatterboxText(text: string): string {
  const plain = MARKS.reduce((done, [mark, instead]) => done.replaceAll(mark, instead), text).trim();
  const begun = plain.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
  return /[.!?,-]$/.test(begun) ? begun : `${begun}.`;
}
