import { AudioDropzone } from '@potoo/react/audio-dropzone';
import { Recorder } from '@potoo/react/recorder';
import { type ReactElement, useRef, useState } from 'react';
import { Segments } from '../parts/Segments.tsx';
import { useKeptFocus } from '../parts/useKeptFocus.ts';
import type { SampleId } from '../samples/make-sample.ts';
import { RecordingCard } from './RecordingCard.tsx';
import { useRecording } from './RecordingContext.ts';
import { SampleChips } from './SampleChips.tsx';

/** What {@link RecordingInput} takes. */
export interface RecordingInputProps {
  /** Samples to offer, the most telling first. */
  readonly samples: readonly SampleId[];
  /** Largest upload that the route takes, bytes. @default 50 MiB */
  readonly maxBytes?: number;
}

const SOURCES = [
  { id: 'file', label: 'File' },
  { id: 'microphone', label: 'Microphone' },
] as const;

/** The recording that a tool works on: a file, what the microphone hears, or a sample. */
export function RecordingInput({ samples, maxBytes }: RecordingInputProps): ReactElement {
  const { recording, setRecording } = useRecording();
  const [source, setSource] = useState<'file' | 'microphone'>('file');
  const place = useRef<HTMLDivElement>(null);
  useKeptFocus(place, recording);
  return (
    <div ref={place}>
      {recording ? (
        <RecordingCard recording={recording} onRemove={() => setRecording(undefined)} />
      ) : (
        <section className="recording-input" aria-label="Recording">
          <Segments label="Where it comes from" hideLabel options={SOURCES} value={source} onChange={setSource} />
          {source === 'file' ? (
            <AudioDropzone
              {...(maxBytes !== undefined && { maxBytes })}
              onFiles={([file]) => file && setRecording({ blob: file, name: file.name })}
            />
          ) : (
            <Recorder onSubmit={(blob) => setRecording({ blob, name: 'recording.wav' })} />
          )}
          <SampleChips samples={samples} onSample={setRecording} />
        </section>
      )}
    </div>
  );
}
