'use client';
import type { PcmTrack, PlayerSource } from '@potoo/core/player';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { isOutput, isTrack } from './source-kind.ts';
import type { SourcePeaks } from './source-peaks.ts';

/** Peaks per second of what is decoded here. */
const PEAKS_PER_SECOND = 50;

/**
 * The peaks of what is played: of a track as it arrives, of a file once the browser has decoded it. An address is fetched
 * only when `fetches` allows it.
 */
export function useSourcePeaks(source: PlayerSource | undefined, fetches: boolean): SourcePeaks | undefined {
  const track = isTrack(source) ? source : undefined;
  const arriving = useTrackPeaks(track);
  const decoded = useDecodedPeaks(isTrack(source) ? undefined : source, fetches);
  return track ? arriving : decoded;
}

const NOTHING: readonly number[] = [];

function useTrackPeaks(track: PcmTrack | undefined): SourcePeaks | undefined {
  const peaksNow = useCallback(() => track?.peaks ?? NOTHING, [track]);
  const subscribe = useCallback((listener: () => void) => onGrowth(track, listener), [track]);
  const peaks = useSyncExternalStore(subscribe, peaksNow, () => NOTHING);
  return peaks.length > 0 ? { peaks, covered: peaks.length / PEAKS_PER_SECOND } : undefined;
}

/** Least wait between two looks at a growing track, milliseconds. */
const GROWTH_MS = 250;

function onGrowth(track: PcmTrack | undefined, listener: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const off = track?.subscribe(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      listener();
    }, GROWTH_MS);
  });
  return () => {
    off?.();
    clearTimeout(timer);
  };
}

/** Loaded only where a waveform has to be made here. */
const loadDecoder = () => import('./decodePeaks.ts');

function useDecodedPeaks(
  source: Exclude<PlayerSource, PcmTrack> | undefined,
  fetches: boolean,
): SourcePeaks | undefined {
  const [found, setFound] = useState<SourcePeaks & { readonly source: PlayerSource }>();
  useEffect(() => {
    if (!source || (!fetches && !isLocal(source))) return;
    const controller = new AbortController();
    const decoding = loadDecoder().then(({ decodePeaks }) => decodePeaks(source, controller.signal));
    decoding.then(
      (peaks) => {
        if (!controller.signal.aborted) setFound({ ...peaks, source });
      },
      // Without peaks there is no waveform; the player itself tells what is wrong with the audio.
      () => {},
    );
    return () => controller.abort();
  }, [source, fetches]);
  return found && found.source === source ? found : undefined;
}

function isLocal(source: PlayerSource): boolean {
  return source instanceof Blob || isOutput(source);
}
