import type { AudioOutput } from '@potoo/core';
import { AUDIO_FORMATS, type AudioFormat, isAudioFormat } from '@potoo/core/formats';
import { ErrorNote } from '@potoo/react/error-note';
import { type ReactElement, useState } from 'react';
import { useServer } from '../server/ServerContext.ts';
import { Button } from './Button.tsx';
import { saveFile } from './save-file.ts';
import { useTask } from './useTask.ts';

/** What {@link SaveAs} takes. */
export interface SaveAsProps {
  /** Gives the audio when it is asked for. */
  readonly audio: () => AudioOutput | null | undefined;
  /** Name of the file, without its extension. */
  readonly fileName: string;
}

/** Saves audio in a format of the server's, which converts it where it has another one. */
export function SaveAs({ audio, fileName }: SaveAsProps): ReactElement {
  const { service, capabilities } = useServer();
  const [format, setFormat] = useState<AudioFormat>('mp3');
  const { status, error, run } = useTask(async (signal) => {
    const made = audio();
    if (!made) return;
    const file =
      made.format === format ? made : (await service.convertAudio({ audio: made.blob(), format }, { signal })).audio;
    saveFile(file.blob(), `${fileName}.${AUDIO_FORMATS[format].extension}`);
  });
  return (
    <div className="save-as">
      <select
        data-potoo="field"
        data-surface="field"
        aria-label="Format"
        value={format}
        onChange={({ currentTarget: { value } }) => isAudioFormat(value) && setFormat(value)}
      >
        {(capabilities?.formats ?? [format]).map((each) => (
          <option key={each} value={each}>
            {each.toUpperCase()}
          </option>
        ))}
      </select>
      <Button onClick={() => run()} disabled={status === 'working'}>
        {status === 'working' ? 'Converting…' : 'Save'}
      </Button>
      {error && <ErrorNote error={error} onRetry={() => run()} />}
    </div>
  );
}
