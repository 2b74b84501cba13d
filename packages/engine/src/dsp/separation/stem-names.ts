/** How many stems a recording can be split into. */
export type StemCount = 2 | 4 | 5 | 6;

const NAMES = {
  2: ['vocals', 'accompaniment'],
  4: ['vocals', 'drums', 'bass', 'other'],
  5: ['vocals', 'drums', 'bass', 'piano', 'other'],
  6: ['vocals', 'drums', 'bass', 'guitar', 'piano', 'other'],
} as const satisfies Readonly<Record<StemCount, readonly string[]>>;

/** Names of the stems in their order: those of Spleeter for 2, 4 and 5, those of Demucs for 6. */
export function stemNames(stems: StemCount): readonly string[] {
  return NAMES[stems];
}
