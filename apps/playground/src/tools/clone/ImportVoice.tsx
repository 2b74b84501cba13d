import { ErrorNote } from '@potoo/react/error-note';
import { type ReactElement, useRef } from 'react';
import { Button } from '../../parts/Button.tsx';
import { useTask } from '../../parts/useTask.ts';
import { useServer } from '../../server/ServerContext.ts';

/** Takes the voice of a file that was exported, here or elsewhere. */
export function ImportVoice({ onImported }: { readonly onImported: () => void }): ReactElement {
  const { service } = useServer();
  const input = useRef<HTMLInputElement>(null);
  const { run, status, error } = useTask((signal, file: File) =>
    service.importVoice({ file }, { signal }).then(onImported),
  );
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) run(file);
          // The same file may be chosen again.
          currentTarget.value = '';
        }}
      />
      <Button look="quiet" onClick={() => input.current?.click()} disabled={status === 'working'}>
        {status === 'working' ? 'Importing…' : 'Import a voice'}
      </Button>
      {error && <ErrorNote error={error} />}
    </>
  );
}
