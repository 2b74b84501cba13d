import type { Prosody } from './contract.ts';
import type { SourceText } from './source-text.ts';
import type { PassageEnd } from './split/sentence-end.ts';

/** How a stretch is to be read, where its letters do not decide. */
export type Reading =
  | { readonly kind: 'alias'; readonly text: string }
  | { readonly kind: 'ipa'; readonly ipa: string }
  | { readonly kind: 'say-as'; readonly as: string; readonly format: string }
  | { readonly kind: 'silent' };

/** A stretch of a block with a reading of its own. */
export interface Note {
  readonly from: number;
  readonly to: number;
  readonly reading: Reading;
}

/** In what manner a block is spoken. */
export interface Style {
  /** BCP-47 tag; absent: the language of the whole text. */
  readonly language?: string;
  readonly prosody: Prosody;
}

/** Text to be spoken in one manner, out of its markup. */
export interface Block {
  readonly source: SourceText;
  /** In order; they do not overlap. */
  readonly notes: readonly Note[];
  /** Named points, by index in the text. */
  readonly marks: ReadonlyArray<{ readonly name: string; readonly at: number }>;
  readonly style: Style;
  readonly ends: PassageEnd;
  /** Silence that was asked for after it, seconds. */
  readonly pauseAfter: number;
}

/** The voice's own manner. */
export const PLAIN_STYLE: Style = { prosody: { rate: 1, pitch: 1, volumeDb: 0 } };

/** Longest pause that markup may ask for, seconds. */
export const LONGEST_PAUSE = 10;
