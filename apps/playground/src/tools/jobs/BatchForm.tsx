import { ErrorNote } from '@potoo/react/error-note';
import { type ReactElement, useState } from 'react';
import { Button } from '../../parts/Button.tsx';
import { Field } from '../../parts/Field.tsx';
import { useTask } from '../../parts/useTask.ts';
import { VoiceField } from '../../parts/VoiceField.tsx';
import { useServer } from '../../server/ServerContext.ts';

/** Texts of one batch. */
const MOST = 50;

const LINES = 'Good evening.\nThe gate to platform four is now open.\nPlease mind the potoo.';

/** Hands in a batch: each line of the text becomes a file. */
export function BatchForm({ onSubmitted }: { readonly onSubmitted: () => void }): ReactElement {
  const { service } = useServer();
  const [text, setText] = useState(LINES);
  const [voice, setVoice] = useState('');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const { run, status, error } = useTask(async (signal) => {
    const requests = lines.map((line) => ({ text: line, ...(voice !== '' && { voice }) }));
    await service.submit({ type: 'batch', requests }, { signal });
    onSubmitted();
  });
  return (
    <section className="batch" aria-label="New batch">
      <Field label="One file for each line" hint={`${lines.length} of at most ${MOST} lines`}>
        <textarea
          data-potoo="field"
          data-surface="field"
          rows={4}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Field>
      <div className="batch-foot">
        <VoiceField value={voice} onChange={setVoice} />
        <Button
          look="primary"
          onClick={() => run()}
          disabled={lines.length === 0 || lines.length > MOST || status === 'working'}
        >
          {status === 'working' ? 'Handing it in…' : 'Hand it in'}
        </Button>
      </div>
      {error && <ErrorNote error={error} onRetry={() => run()} />}
    </section>
  );
}
