'use client';
import type { Voice } from '@potoo/core';
import type { PlayerSource } from '@potoo/core/player';
import { useEffect, useRef, useState } from 'react';
import { usePlayer } from '../hooks/usePlayer.ts';

/** Makes or finds a short sample of a voice. */
export type PreviewSource = (voice: Voice, signal: AbortSignal) => PlayerSource | Promise<PlayerSource>;

/** Samples of voices, one at a time. */
export interface VoicePreview {
  /** Whether a voice has a sample. */
  readonly has: (voice: Voice) => boolean;
  /** Lets the voice be heard, or stops it when it is heard already. */
  readonly toggle: (voice: Voice) => void;
  readonly stateOf: (voice: Voice) => 'idle' | 'loading' | 'playing' | 'error';
}

/** Plays samples of voices: from `source`, or from where a voice says that its sample is. */
export function useVoicePreview(source: PreviewSource | undefined): VoicePreview {
  const { status, play, stop } = usePlayer();
  const [heard, setHeard] = useState<{ readonly id: string; readonly state: 'fetching' | 'played' | 'failed' }>();
  const fetching = useRef<AbortController>(undefined);
  useEffect(() => () => fetching.current?.abort(), []);

  const start = async (voice: Voice) => {
    const id = keyOf(voice);
    const controller = new AbortController();
    fetching.current = controller;
    setHeard({ id, state: 'fetching' });
    try {
      const sample = await sampleOf(voice, source, controller.signal);
      if (!sample) return;
      setHeard({ id, state: 'played' });
      play(sample, { signal: controller.signal });
    } catch {
      // The reason is the service's; what matters here is that this voice cannot be heard.
      if (!controller.signal.aborted) setHeard({ id, state: 'failed' });
    }
  };
  const stateOf = (voice: Voice) => {
    if (heard?.id !== keyOf(voice)) return 'idle';
    if (heard.state === 'failed' || status === 'error') return 'error';
    if (heard.state === 'fetching' || status === 'loading') return 'loading';
    return status === 'playing' ? 'playing' : 'idle';
  };
  return {
    has: (voice) => source !== undefined || voice.previewUrl !== undefined,
    stateOf,
    toggle: (voice) => {
      fetching.current?.abort();
      stop();
      const state = stateOf(voice);
      if (state === 'playing' || state === 'loading') setHeard(undefined);
      else void start(voice);
    },
  };
}

/** The sample of a voice; nothing where it has none, or nobody waits for it any more. */
async function sampleOf(
  voice: Voice,
  source: PreviewSource | undefined,
  signal: AbortSignal,
): Promise<PlayerSource | undefined> {
  const sample = source ? await source(voice, signal) : voice.previewUrl;
  return signal.aborted ? undefined : sample;
}

/** Ids of voices are told apart by their model. */
export function keyOf({ model, id }: Pick<Voice, 'model' | 'id'>): string {
  return id.startsWith(`${model}/`) ? id : `${model}/${id}`;
}
