import type { Voice } from '@potoo/core';
import { ErrorNote } from '@potoo/react/error-note';
import type { ReactElement } from 'react';
import { Button } from '../../parts/Button.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { useTask } from '../../parts/useTask.ts';
import { useServer } from '../../server/ServerContext.ts';

/** What {@link OwnVoice} takes. */
export interface OwnVoiceProps {
  readonly voice: Voice;
  readonly heard: boolean;
  readonly onHear: () => void;
  readonly onDelete: () => void;
}

const WHEN = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

/** One cloned voice, with whose consent it was made. */
export function OwnVoice({ voice, heard, onHear, onDelete }: OwnVoiceProps): ReactElement {
  const { service } = useServer();
  const { run, error, status } = useTask(async (signal) => {
    const file = await service.exportVoice(voice.id, { signal });
    saveFile(new Blob([file]), `${voice.name}.potoo-voice`);
  });
  const { origin } = voice;
  const remove = () => {
    if (confirm(`Delete the voice ${voice.name}? Its recording is deleted as well, and cannot be brought back.`))
      onDelete();
  };
  return (
    <li className="own-voice">
      <div>
        <strong>{voice.name}</strong>
        <p className="quiet">
          {origin
            ? `${origin.consent.speaker} agreed on ${WHEN.format(origin.consent.date)}`
            : voice.languages.join(', ')}
        </p>
      </div>
      <div className="row">
        <Button onClick={onHear}>
          {heard ? 'Stop' : 'Hear'}
          <span className="said"> {voice.name}</span>
        </Button>
        <Button look="quiet" onClick={() => run()} disabled={status === 'working'}>
          Export<span className="said"> {voice.name}</span>
        </Button>
        <Button look="quiet" onClick={remove}>
          Delete<span className="said"> {voice.name}</span>
        </Button>
      </div>
      {error && <ErrorNote error={error} />}
    </li>
  );
}
