import type { SeparateRequest } from '@potoo/core';
import { StemMixer } from '@potoo/react/stem-mixer';
import { type ReactElement, useState } from 'react';
import { CodeSample } from '../../parts/CodeSample.tsx';
import { fileSamples } from '../../parts/code.ts';
import { Page } from '../../parts/Page.tsx';
import { Segments } from '../../parts/Segments.tsx';
import { TaskAction } from '../../parts/TaskAction.tsx';
import { useTask } from '../../parts/useTask.ts';
import { Warnings } from '../../parts/Warnings.tsx';
import { type Recording, useRecording } from '../../recording/RecordingContext.ts';
import { RecordingInput } from '../../recording/RecordingInput.tsx';
import { useServer } from '../../server/ServerContext.ts';

type Stems = NonNullable<SeparateRequest['stems']>;

const COUNTS: ReadonlyArray<{ readonly id: `${Stems}`; readonly label: string }> = [
  { id: '2', label: '2' },
  { id: '4', label: '4' },
  { id: '5', label: '5' },
  { id: '6', label: '6' },
];

const PARTS: Readonly<Record<Stems, string>> = {
  2: 'Voice, and everything else.',
  4: 'Voice, drums, bass, and the rest.',
  5: 'Voice, drums, bass, piano, and the rest.',
  6: 'Voice, drums, bass, guitar, piano, and the rest.',
};

/** Splits music into its parts. */
export default function SeparatePage(): ReactElement {
  const { service } = useServer();
  const { recording } = useRecording();
  const [stems, setStems] = useState<Stems>(4);
  const task = useTask(async (signal, from: Recording) => {
    const result = await service.separate({ audio: from.blob, fileName: from.name, stems, format: 'wav' }, { signal });
    return { from, ...result, sources: result.stems.map(({ name, audio }) => ({ name, source: audio })) };
  });
  const begin = () => recording && task.run(recording);
  const aside = (
    <div className="field">
      <Segments
        label="Parts"
        options={COUNTS}
        value={`${stems}`}
        onChange={(id) => setStems(id === '2' ? 2 : id === '4' ? 4 : id === '5' ? 5 : 6)}
      />
      <p className="field-hint">{PARTS[stems]}</p>
    </div>
  );
  return (
    <Page
      title="Separate"
      lede="Take a song apart, and hear each part alone. Together they are the song again."
      aside={aside}
    >
      <RecordingInput samples={['tune']} />
      <TaskAction task={task} onBegin={begin} disabled={!recording} doing="Taking the song apart…">
        Separate
      </TaskAction>
      {task.result && task.result.from === recording && (
        <section className="result" aria-label="Result">
          {/* A mixer knows its parts from the start: other parts are another mixer. */}
          <StemMixer key={task.result.response.requestId} stems={task.result.sources} />
          <Warnings warnings={task.result.warnings} />
        </section>
      )}
      <CodeSample samples={fileSamples('separate', '/v1/audio/separate/', { stems })} />
    </Page>
  );
}
