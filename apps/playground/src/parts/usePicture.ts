import { computePeaks, computeSpectrogram, type Peaks, type Spectrogram } from '@potoo/core/audio';
import { useEffect, useState } from 'react';

/** Rate that audio is decoded at to be drawn, hertz: the spectrogram reaches to half of it. */
const RATE = 24_000;

/** Peaks per second. */
const PEAKS_PER_SECOND = 50;

/** What audio looks like. */
export interface Picture {
  /** Seconds. */
  readonly duration: number;
  readonly peaks: Peaks;
  readonly spectrogram: Spectrogram;
}

/** Draws audio: its peaks and its spectrogram, once the browser has decoded it. Nothing for what it cannot decode. */
export function usePicture(audio: Blob | undefined): Picture | undefined {
  const [drawn, setDrawn] = useState<{ readonly of: Blob; readonly picture: Picture }>();
  useEffect(() => {
    if (!audio) return;
    let isWanted = true;
    draw(audio).then(
      (picture) => isWanted && setDrawn({ of: audio, picture }),
      // What the server takes is more than what browsers decode: it is then worked on without being drawn.
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [audio]);
  return drawn && drawn.of === audio ? drawn.picture : undefined;
}

async function draw(audio: Blob): Promise<Picture> {
  const decoded = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(await audio.arrayBuffer());
  const channels = Array.from({ length: decoded.numberOfChannels }, (_, index) => decoded.getChannelData(index));
  const pcm = { channels, sampleRate: decoded.sampleRate };
  const { duration } = decoded;
  return {
    duration,
    peaks: computePeaks(pcm, Math.max(1, Math.ceil(duration * PEAKS_PER_SECOND))),
    spectrogram: computeSpectrogram(pcm, { maxFrequency: RATE / 2 }),
  };
}
