import type { Transcript } from '@potoo/core';
import { ErrorNote } from '@potoo/react/error-note';
import { TranscriptView } from '@potoo/react/transcript-view';
import { usePlayer } from '@potoo/react/use-player';
import { Waveform } from '@potoo/react/waveform';
import { type ReactElement, useState } from 'react';
import { Button } from '../../parts/Button.tsx';
import { Facts } from '../../parts/Facts.tsx';
import { PlayButton } from '../../parts/PlayButton.tsx';
import { usePicture } from '../../parts/usePicture.ts';
import { Warnings } from '../../parts/Warnings.tsx';
import type { Recording } from '../../recording/RecordingContext.ts';

/** What {@link HeardRecording} takes. */
export interface HeardRecordingProps {
  readonly recording: Recording;
  readonly transcript: Transcript;
  readonly onAgain: () => void;
}

/** A recording with what was said in it: words follow the sound, and each can be gone to, changed and taken along. */
export function HeardRecording({ recording, transcript, onAgain }: HeardRecordingProps): ReactElement {
  const [shown, setShown] = useState(transcript);
  const picture = usePicture(recording.blob);
  const { player, status, source, error, play, toggle, seek } = usePlayer();
  const isLoaded = source === recording.blob && status !== 'idle';
  const goTo = (time: number) => (isLoaded ? seek(time) : play(recording.blob, { from: time }));
  const playing = status === 'playing';
  const { model, language, duration, warnings, usage } = transcript;
  return (
    <section className="result" aria-label="Transcript of the recording">
      <header className="heard">
        <PlayButton
          playing={playing || status === 'loading'}
          onClick={() => (isLoaded ? toggle() : play(recording.blob))}
        />
        <Waveform
          peaks={picture?.peaks}
          duration={duration}
          loading={!picture}
          currentTime={player}
          playing={playing}
          onSeek={goTo}
        />
        <Button look="quiet" onClick={onAgain}>
          Listen anew
        </Button>
      </header>
      {error && <ErrorNote error={error} />}
      <TranscriptView
        transcript={shown}
        onTranscriptChange={setShown}
        currentTime={player}
        playing={playing}
        onSeek={goTo}
        editable
      />
      <Facts
        facts={[
          ['Model', model],
          ['Language', language],
          ['Length', `${duration.toFixed(1)} s`],
          ['Credits', usage.creditsUsed?.toLocaleString('en')],
        ]}
      />
      <Warnings warnings={warnings} />
    </section>
  );
}
