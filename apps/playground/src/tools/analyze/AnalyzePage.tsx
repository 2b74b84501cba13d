import { AnalysisCard } from '@potoo/react/analysis-card';
import type { ReactElement } from 'react';
import { Button } from '../../parts/Button.tsx';
import { CodeSample } from '../../parts/CodeSample.tsx';
import { fileSamples } from '../../parts/code.ts';
import { Page } from '../../parts/Page.tsx';
import { useTask } from '../../parts/useTask.ts';
import { Warnings } from '../../parts/Warnings.tsx';
import { type Recording, useRecording } from '../../recording/RecordingContext.ts';
import { RecordingInput } from '../../recording/RecordingInput.tsx';
import { useServer } from '../../server/ServerContext.ts';
import { AnalysisPicture } from './AnalysisPicture.tsx';

const WANTED = { beats: true, picture: true } as const;

/** Finds key, tempo and meter, and measures loudness and silence. */
export default function AnalyzePage(): ReactElement {
  const { service } = useServer();
  const { recording } = useRecording();
  const task = useTask(async (signal, from: Recording) => {
    const analysis = await service.analyze({ audio: from.blob, fileName: from.name, ...WANTED }, { signal });
    return { from, analysis };
  });
  const begin = () => recording && task.run(recording);
  const found = task.result?.from === recording ? task.result?.analysis : undefined;
  const isLooking = task.status === 'working';
  return (
    <Page title="Analyse" lede="Key, tempo and meter of music; loudness, peaks and silences of any recording.">
      <RecordingInput samples={['tune', 'speech', 'noisy']} />
      <p>
        <Button look="primary" onClick={isLooking ? task.cancel : begin} disabled={!recording}>
          {isLooking ? 'Cancel' : 'Analyse'}
        </Button>
      </p>
      {(found || isLooking || task.error) && (
        <section className="result" aria-label="Result">
          <AnalysisCard
            analysis={found}
            loading={isLooking}
            error={task.error}
            {...(task.error?.retryable && { onRetry: begin })}
          />
          {found?.picture && <AnalysisPicture picture={found.picture} />}
          {found && <Warnings warnings={found.warnings} />}
        </section>
      )}
      <CodeSample samples={fileSamples('analyze', '/v1/audio/analyze/', WANTED)} />
    </Page>
  );
}
