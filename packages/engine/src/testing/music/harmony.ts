/** The two scales that a key may have. */
export type ScaleName = 'Major' | 'Minor';

/** A chord of a progression, relative to the tonic. */
export interface Chord {
  /** Semitones from the tonic to the root, 0 to 11. */
  readonly root: number;
  /** Semitones from the root to the chord's notes. */
  readonly intervals: readonly number[];
}

const MAJOR = [0, 4, 7];
const MINOR = [0, 3, 7];
const DIMINISHED = [0, 3, 6];
const DOMINANT_SEVENTH = [0, 4, 7, 10];
const MAJOR_SEVENTH = [0, 4, 7, 11];
const MINOR_SEVENTH = [0, 3, 7, 10];

/** Chords by their Roman numerals: upper case is major, lower case minor, flats before it. */
const NUMERALS = {
  I: { root: 0, intervals: MAJOR },
  ii: { root: 2, intervals: MINOR },
  iii: { root: 4, intervals: MINOR },
  IV: { root: 5, intervals: MAJOR },
  V: { root: 7, intervals: MAJOR },
  V7: { root: 7, intervals: DOMINANT_SEVENTH },
  vi: { root: 9, intervals: MINOR },
  Imaj7: { root: 0, intervals: MAJOR_SEVENTH },
  ii7: { root: 2, intervals: MINOR_SEVENTH },
  vi7: { root: 9, intervals: MINOR_SEVENTH },
  IVmaj7: { root: 5, intervals: MAJOR_SEVENTH },
  bVII: { root: 10, intervals: MAJOR },
  i: { root: 0, intervals: MINOR },
  i7: { root: 0, intervals: MINOR_SEVENTH },
  iidim: { root: 2, intervals: DIMINISHED },
  bIII: { root: 3, intervals: MAJOR },
  iv: { root: 5, intervals: MINOR },
  iv7: { root: 5, intervals: MINOR_SEVENTH },
  v: { root: 7, intervals: MINOR },
  bVI: { root: 8, intervals: MAJOR },
} as const satisfies Record<string, Chord>;

type Numeral = keyof typeof NUMERALS;

const PROGRESSIONS: Readonly<Record<ScaleName, ReadonlyArray<readonly Numeral[]>>> = {
  Major: [
    ['I', 'IV', 'V', 'I'],
    ['I', 'V', 'vi', 'IV'],
    ['I', 'vi', 'IV', 'V'],
    ['I', 'vi', 'ii', 'V7'],
    ['I', 'IV', 'I', 'V7', 'I'],
    ['I', 'ii', 'V7', 'I'],
    ['I', 'iii', 'IV', 'V'],
    ['Imaj7', 'vi7', 'ii7', 'V7'],
    ['I', 'V', 'vi', 'iii', 'IV', 'I', 'IV', 'V'],
    ['I', 'bVII', 'IV', 'I'],
    ['I', 'I', 'IV', 'IV', 'I', 'V', 'IV', 'I'],
    ['I', 'IVmaj7', 'I', 'V'],
  ],
  Minor: [
    ['i', 'iv', 'V', 'i'],
    ['i', 'iv', 'v', 'i'],
    ['i', 'bVI', 'bIII', 'bVII'],
    ['i', 'bVII', 'bVI', 'V'],
    ['i', 'iidim', 'V7', 'i'],
    ['i', 'bVI', 'iv', 'V7'],
    ['i', 'bVII', 'i', 'V'],
    ['i7', 'iv7', 'i7', 'v'],
    ['i', 'iv', 'bVII', 'bIII', 'bVI', 'iidim', 'V7', 'i'],
    ['i', 'bIII', 'bVII', 'i'],
    ['i', 'v', 'bVI', 'bVII'],
    ['i', 'bVI', 'bVII', 'i'],
  ],
};

/** The common progressions of a scale; each begins on the tonic. */
export function progressions(scale: ScaleName): ReadonlyArray<readonly Chord[]> {
  return PROGRESSIONS[scale].map((numerals) => numerals.map((numeral) => NUMERALS[numeral]));
}
