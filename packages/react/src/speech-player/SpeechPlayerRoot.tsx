'use client';

import type { WordTiming } from '@potoo/core';
import type { Player, PlayerSource, PlayerState, PlayerStatus } from '@potoo/core/player';
import type { SpokenAudio, SpokenPlayer } from '@potoo/core/speech';
import { type ComponentPropsWithoutRef, forwardRef, type Ref, useSyncExternalStore } from 'react';
import { usePlayer } from '../hooks/usePlayer.ts';
import { playerEn } from '../messages/en/player.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import type { WaveformPeaks } from '../waveform/waveform-peaks.ts';
import type { MediaSessionFacts } from './media-session.ts';
import { SpeechPlayerContext, type SpeechPlayerContextValue } from './SpeechPlayerContext.ts';
import { playable } from './source-kind.ts';
import { useMediaSession } from './useMediaSession.ts';
import { useSourcePeaks } from './useSourcePeaks.ts';

const ENGLISH = { player: playerEn };

/** State of a player, as data attributes. */
export type SpeechPlayerState = { readonly state: PlayerStatus | 'empty' };

/** What {@link SpeechPlayerRoot} takes. */
export interface SpeechPlayerRootProps extends ComponentPropsWithoutRef<'section'>, PartOptions<SpeechPlayerState> {
  /** What it plays: an address, a file, a result of a service, or audio that is still arriving. */
  readonly source?: PlayerSource | undefined;
  /** A player that the caller holds, such as `session.player` of a speech session; instead of `source`. */
  readonly player?: Player | SpokenPlayer | undefined;
  /** Length, seconds, before the audio tells it. */
  readonly duration?: number | undefined;
  /** Peaks to draw. @default Those of the audio, once it is there. */
  readonly peaks?: WaveformPeaks | undefined;
  /** Whether an address is fetched for its waveform before somebody plays it. @default false */
  readonly fetchPeaks?: boolean;
  /** Words with their times, to follow and to go to. @default None. */
  readonly words?: readonly WordTiming[] | undefined;
  /** The text that the words are of. @default '' */
  readonly text?: string | undefined;
  /** What the system shows of it, beside its own keys for playing. @default Nothing. */
  readonly mediaSession?: MediaSessionFacts | undefined;
}

const NO_WORDS: readonly WordTiming[] = [];

/**
 * Holds a player and tells its parts how it stands. Renders a `<section>`. It renders when the state changes, not with the
 * time; players of one `PotooProvider` silence each other.
 */
export const SpeechPlayerRoot = forwardRef(function SpeechPlayerRoot(
  props: SpeechPlayerRootProps,
  ref: Ref<HTMLElement>,
) {
  const { source, player: given, duration, peaks, fetchPeaks = false, words = NO_WORDS, ...others } = props;
  const { text = '', mediaSession, ...rest } = others;
  const { player: labels } = useMessages(ENGLISH);
  const own = usePlayer();
  const player = given ?? own.player;
  const { source: loaded, ...standing } = useSyncExternalStore<PlayerState<PlayerSource | SpokenAudio>>(
    player.subscribe,
    player.getSnapshot,
    player.getServerSnapshot,
  );
  const state = { ...standing, queue: [], source: loaded === null ? null : playable(loaded) };
  const shown = given ? (state.source ?? undefined) : source;
  const isLoaded = shown !== undefined && state.source === shown;
  const begun = isLoaded && state.status !== 'idle';
  const found = useSourcePeaks(peaks ? undefined : shown, fetchPeaks || begun);
  const known = (isLoaded ? state.duration : null) ?? duration ?? found?.covered ?? 0;
  const load = (from: number) => {
    if (given) {
      given.resume();
      given.seek(from);
    } else if (source !== undefined) own.player.play(source, { from });
  };
  const value: SpeechPlayerContextValue = {
    player,
    state,
    source: shown,
    duration: Math.max(known, isLoaded ? state.buffered : 0),
    peaks: peaks ?? found?.peaks,
    covered: peaks ? known : (found?.covered ?? known),
    words,
    text,
    toggle: () => {
      player.unlock();
      if (!begun) load(0);
      else if (state.status !== 'blocked') player.toggle();
    },
    seek: (time) => (begun ? player.seek(time) : load(time)),
  };
  useMediaSession(mediaSession, value);
  const status = shown === undefined ? 'empty' : isLoaded ? state.status : 'idle';
  return (
    <SpeechPlayerContext.Provider value={value}>
      {renderPart('section', rest, {
        name: 'speech-player',
        state: { state: status },
        own: { 'data-surface': 'card', 'aria-label': labels.title },
        ref: ref as Ref<never>,
      })}
    </SpeechPlayerContext.Provider>
  );
});
