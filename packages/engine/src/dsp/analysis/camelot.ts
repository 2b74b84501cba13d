/** A musical key. */
export interface Key {
  /** Name of the tonic, such as `C`, `F#` or `Bb`. */
  readonly key: string;
  readonly scale: 'Major' | 'Minor';
}

// As the key signatures with fewer accidentals spell them.
const TONICS = {
  Major: ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'],
  Minor: ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'G#', 'A', 'Bb', 'B'],
} as const;

/** Names a key. @param tonic - Pitch class, 0 for C to 11 for B. */
export function keyName(tonic: number, scale: Key['scale']): Key {
  return { key: TONICS[scale][modulo(tonic, 12)] ?? 'C', scale };
}

/** Code of a key on the Camelot wheel, such as `8B`: keys a fifth apart are neighbours, relative keys share a number. */
export function camelotCode(tonic: number, scale: Key['scale']): string {
  const relativeMajor = scale === 'Major' ? tonic : tonic + 3;
  // C is number 8, and each fifth up is one more.
  const number = modulo(7 + 7 * relativeMajor, 12) + 1;
  return `${number}${scale === 'Major' ? 'B' : 'A'}`;
}

/** Keys that mix well: the key itself, a fifth up, a fifth down, and its relative; such as `C Major`. */
export function compatibleKeys(tonic: number, scale: Key['scale']): string[] {
  const relative = scale === 'Major' ? keyName(tonic + 9, 'Minor') : keyName(tonic + 3, 'Major');
  const keys = [keyName(tonic, scale), keyName(tonic + 7, scale), keyName(tonic + 5, scale), relative];
  return keys.map(({ key, scale: name }) => `${key} ${name}`);
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
