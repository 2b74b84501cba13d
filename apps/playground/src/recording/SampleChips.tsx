import { ErrorNote } from '@potoo/react/error-note';
import { type ReactElement, useState } from 'react';
import { useTask } from '../parts/useTask.ts';
import { makeSample, SAMPLE_NAMES, type SampleId } from '../samples/make-sample.ts';
import { useServer } from '../server/ServerContext.ts';
import type { Recording } from './RecordingContext.ts';

/** What {@link SampleChips} takes. */
export interface SampleChipsProps {
  readonly samples: readonly SampleId[];
  readonly onSample: (recording: Recording) => void;
}

/** Recordings to begin with. They are made when they are asked for: nothing is fetched from elsewhere. */
export function SampleChips({ samples, onSample }: SampleChipsProps): ReactElement {
  const { service } = useServer();
  const [asked, setAsked] = useState<SampleId>();
  const { run, status, error } = useTask(async (signal, id: SampleId) => {
    const blob = await makeSample(id, service, signal);
    if (!signal.aborted) onSample({ blob, name: `${id}.wav` });
  });
  const make = (id: SampleId) => {
    setAsked(id);
    run(id);
  };
  return (
    <>
      <fieldset className="chips">
        <legend>Or begin with a sample</legend>
        {samples.map((id) => (
          <button
            key={id}
            type="button"
            className="chip"
            aria-busy={status === 'working' && asked === id}
            onClick={() => make(id)}
          >
            {status === 'working' && asked === id ? 'Making it…' : SAMPLE_NAMES[id]}
          </button>
        ))}
      </fieldset>
      {error && <ErrorNote error={error} onRetry={asked && (() => run(asked))} />}
    </>
  );
}
