import { ErrorNote } from '@potoo/react/error-note';
import { useVoices } from '@potoo/react/use-voices';
import { type ReactElement, useEffect } from 'react';
import { useTask } from '../../parts/useTask.ts';
import { useServer } from '../../server/ServerContext.ts';
import { ImportVoice } from './ImportVoice.tsx';
import { OwnVoice } from './OwnVoice.tsx';

/** The voices that were cloned: to hear, to take along as a file, and to forget. */
export function OwnVoices({
  changes,
}: {
  /** Grows when there may be a new one. */ readonly changes: number;
}): ReactElement {
  const { service } = useServer();
  const { all, status, error, refresh, preview, previewing, stopPreview } = useVoices();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change is a reason to look again
  useEffect(() => refresh(), [refresh, changes]);
  const removal = useTask((signal, id: string) => service.deleteVoice(id, { signal }).then(refresh));
  const own = all.filter(({ cloned }) => cloned);
  const problem = error ?? removal.error;
  return (
    <section className="own-voices" aria-labelledby="own-voices">
      <header className="section-head">
        <h2 id="own-voices">Your voices</h2>
        <ImportVoice onImported={refresh} />
      </header>
      {problem && <ErrorNote error={problem} onRetry={refresh} />}
      {status === 'loading' && own.length === 0 && <p className="loading">Looking for voices…</p>}
      {status === 'ready' && own.length === 0 && (
        <p className="empty">None yet. A voice that you clone stays here until you delete it.</p>
      )}
      <ul>
        {own.map((voice) => (
          <OwnVoice
            key={voice.id}
            voice={voice}
            heard={previewing?.voiceId === voice.id}
            onHear={() => (previewing?.voiceId === voice.id ? stopPreview() : preview(voice.id))}
            onDelete={() => removal.run(voice.id)}
          />
        ))}
      </ul>
    </section>
  );
}
