import { ErrorNote } from '@potoo/react/error-note';
import { Spectrogram } from '@potoo/react/spectrogram';
import { useMixer } from '@potoo/react/use-mixer';
import { Waveform } from '@potoo/react/waveform';
import { type ReactElement, useMemo } from 'react';
import { PlayButton } from './PlayButton.tsx';
import { Segments } from './Segments.tsx';
import { usePicture } from './usePicture.ts';

/** What {@link Compare} takes. */
export interface CompareProps {
  readonly before: Blob;
  readonly after: Blob;
}

const SIDES = [
  { id: 'before', label: 'Before' },
  { id: 'after', label: 'After' },
] as const;

/**
 * Two versions of a recording, one over the other: both play in step, one of them is heard, and the other can be heard
 * instead at any moment.
 */
export function Compare({ before, after }: CompareProps): ReactElement {
  const sources = useMemo(
    () => [
      { name: 'before', source: before },
      { name: 'after', source: after },
    ],
    [before, after],
  );
  const { mixer, parts, status, error, toggle, play, seek, setMuted } = useMixer({ sources });
  // At first both would sound at once: nothing plays before one of them is muted.
  const heard = parts.find(({ name }) => name === 'before')?.muted === false && parts[1]?.muted ? 'before' : 'after';
  const hear = (side: 'before' | 'after') => {
    setMuted('before', side !== 'before');
    setMuted('after', side !== 'after');
  };
  const playing = status === 'playing';
  const start = () => {
    hear(heard);
    toggle();
  };
  return (
    <section className="compare" aria-label="Before and after">
      <header>
        <PlayButton playing={playing || status === 'loading'} onClick={start} />
        <Segments label="What is heard" hideLabel options={SIDES} value={heard} onChange={hear} />
      </header>
      {error && <ErrorNote error={error} onRetry={play} />}
      {SIDES.map(({ id, label }) => (
        <Side
          key={id}
          label={label}
          audio={id === 'before' ? before : after}
          heard={heard === id}
          clock={mixer}
          playing={playing}
          onSeek={seek}
        />
      ))}
    </section>
  );
}

interface SideProps {
  readonly label: string;
  readonly audio: Blob;
  readonly heard: boolean;
  readonly clock: ReturnType<typeof useMixer>['mixer'];
  readonly playing: boolean;
  readonly onSeek: (time: number) => void;
}

function Side({ label, audio, heard, clock, playing, onSeek }: SideProps): ReactElement {
  const picture = usePicture(audio);
  return (
    <figure className="compare-side" data-heard={heard ? '' : undefined}>
      <figcaption>{label}</figcaption>
      <Waveform
        peaks={picture?.peaks}
        duration={picture?.duration ?? 0}
        loading={!picture}
        currentTime={clock}
        playing={playing}
        onSeek={onSeek}
        aria-label={`Waveform, ${label.toLowerCase()}`}
      />
      <Spectrogram spectrogram={picture?.spectrogram} loading={!picture} currentTime={clock} playing={playing} />
    </figure>
  );
}
