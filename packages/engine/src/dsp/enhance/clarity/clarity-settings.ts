import type { Strength } from '../strength.ts';

/** How much clarity does to speech. */
export interface ClaritySettings {
  /** Rumble is taken away below this, hertz. */
  readonly rumbleHertz: number;
  /** What is added to the frequencies of the consonants, decibels. */
  readonly presenceDb: number;
  /** Most that is taken off a sharp consonant, decibels. */
  readonly sharpnessDb: number;
  /** Decibels that come in for one that goes out, in loud passages. */
  readonly ratio: number;
}

const SPEECH: Readonly<Record<Strength, ClaritySettings>> = {
  1: { rumbleHertz: 60, presenceDb: 1.5, sharpnessDb: 4, ratio: 1.5 },
  2: { rumbleHertz: 75, presenceDb: 3, sharpnessDb: 6, ratio: 2 },
  3: { rumbleHertz: 85, presenceDb: 4.5, sharpnessDb: 8, ratio: 3 },
};
/** What music can do without. */
const MUSIC_RUMBLE_HERTZ = 30;
/** Most of what is done to speech is not done to music: this share is left. */
const MUSIC_SHARE = 0.25;

/** The settings for a recording. @param music - How much of it is music, 0 to 1. */
export function claritySettings(strength: Strength, music: number): ClaritySettings {
  const { rumbleHertz, presenceDb, sharpnessDb, ratio } = SPEECH[strength];
  const share = 1 - music * (1 - MUSIC_SHARE);
  return {
    rumbleHertz: rumbleHertz + music * (MUSIC_RUMBLE_HERTZ - rumbleHertz),
    presenceDb: share * presenceDb,
    sharpnessDb: share * sharpnessDb,
    ratio: 1 + share * (ratio - 1),
  };
}
