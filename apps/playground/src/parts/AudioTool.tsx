import type { AudioResult } from '@potoo/core';
import type { ReactElement, ReactNode } from 'react';
import { type Recording, useRecording } from '../recording/RecordingContext.ts';
import { RecordingInput } from '../recording/RecordingInput.tsx';
import type { SampleId } from '../samples/make-sample.ts';
import { Button } from './Button.tsx';
import { Compare } from './Compare.tsx';
import { Facts } from './Facts.tsx';
import { SaveAs } from './SaveAs.tsx';
import { TaskAction } from './TaskAction.tsx';
import { type Task, useTask } from './useTask.ts';
import { Warnings } from './Warnings.tsx';

/** What {@link AudioTool} takes. */
export interface AudioToolProps<Result extends AudioResult> {
  readonly samples: readonly SampleId[];
  /** What the button says: "Enhance". */
  readonly action: string;
  /** What is said meanwhile: "Taking the noise away…". */
  readonly doing: string;
  /** The work. The answer is asked for as WAV, which every browser plays and nothing is lost in. */
  readonly work: (signal: AbortSignal, recording: Recording) => Promise<Result>;
  /** What the result's file is called, given the recording's name without its extension. */
  readonly fileName: (name: string) => string;
  /** Whether what is set lets the work begin. @default true */
  readonly ready?: boolean;
  /** What else of a result is shown. */
  readonly children?: (result: Result) => ReactNode;
}

interface Outcome<Result> {
  readonly from: Recording;
  readonly result: Result;
  readonly after: Blob;
}

/** A tool that makes audio of a recording: choose, press, and compare. */
export function AudioTool<Result extends AudioResult>(props: AudioToolProps<Result>): ReactElement {
  const { samples, action, doing, work, ready = true } = props;
  const { recording } = useRecording();
  const task = useTask(async (signal, from: Recording): Promise<Outcome<Result>> => {
    const result = await work(signal, from);
    return { from, result, after: result.audio.blob() };
  });
  const begin = () => recording && task.run(recording);
  return (
    <>
      <RecordingInput samples={samples} />
      <TaskAction task={task} onBegin={begin} disabled={!recording || !ready} doing={doing}>
        {action}
      </TaskAction>
      <Made task={task} {...props} />
    </>
  );
}

/** What was made, as long as it is of the recording that is shown. */
function Made<Result extends AudioResult>(
  props: AudioToolProps<Result> & { readonly task: Task<[Recording], Outcome<Result>> },
): ReactElement | null {
  const { task, fileName, children } = props;
  const { recording, setRecording } = useRecording();
  const outcome = task.result;
  if (!outcome || outcome.from !== recording) return null;
  const { result, from, after } = outcome;
  const name = fileName(from.name.replace(/\.\w+$/, ''));
  return (
    <section className="result" aria-label="Result">
      <Compare before={from.blob} after={after} />
      {children?.(result)}
      <div className="result-foot">
        <Facts
          facts={[
            ['Length', `${result.audio.duration.toFixed(1)} s`],
            ['Rate', `${(result.audio.sampleRate / 1000).toLocaleString('en')} kHz`],
            ['Credits', result.usage.creditsUsed?.toLocaleString('en')],
          ]}
        />
        <div className="save-as">
          <Button look="quiet" onClick={() => setRecording({ blob: after, name: `${name}.wav` })}>
            Go on with this
          </Button>
          <SaveAs audio={() => result.audio} fileName={name} />
        </div>
      </div>
      <Warnings warnings={result.warnings} />
    </section>
  );
}
