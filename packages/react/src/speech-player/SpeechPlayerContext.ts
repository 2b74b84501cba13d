'use client';
import type { WordTiming } from '@potoo/core';
import type { Player, PlayerSource, PlayerState, PlayerStatus } from '@potoo/core/player';
import { createContext } from 'react';
import type { WaveformPeaks } from '../waveform/waveform-peaks.ts';

/** What parts ask of a player, whatever it plays from. */
export type HeldPlayer = Pick<
  Player,
  'currentTime' | 'subscribeTime' | 'subscribe' | 'toggle' | 'seek' | 'setRate' | 'setVolume' | 'setMuted'
> & { readonly getSnapshot: () => { readonly status: PlayerStatus } };

/** What `SpeechPlayerRoot` gives its parts. */
export interface SpeechPlayerContextValue {
  readonly player: HeldPlayer;
  readonly state: PlayerState;
  /** What is to be played; nothing when the player is the caller's. */
  readonly source: PlayerSource | undefined;
  /** Seconds, as far as it is known. */
  readonly duration: number;
  readonly peaks: WaveformPeaks | undefined;
  /** Seconds that the peaks cover. */
  readonly covered: number;
  readonly words: readonly WordTiming[];
  readonly text: string;
  /** Plays or pauses; lets blocked sound out. */
  readonly toggle: () => void;
  /** Goes to a time, in seconds; loads what is to be played if it must. */
  readonly seek: (time: number) => void;
}

/** Set by `SpeechPlayerRoot`. */
export const SpeechPlayerContext = createContext<SpeechPlayerContextValue | undefined>(undefined);
