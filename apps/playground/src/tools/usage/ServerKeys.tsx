import { ErrorNote } from '@potoo/react/error-note';
import { type ReactElement, useEffect } from 'react';
import { useTask } from '../../parts/useTask.ts';
import { listKeys } from '../../server/keys.ts';
import { useServer } from '../../server/ServerContext.ts';
import { KeyRow } from './KeyRow.tsx';
import { NewKeyForm } from './NewKeyForm.tsx';

/** The keys of the server, for its administrators: made, shown once, ended. */
export function ServerKeys({ asked }: { readonly asked: boolean }): ReactElement {
  const server = useServer();
  const { run, result: keys, error } = useTask((signal) => listKeys(server, { signal }));
  useEffect(() => run(), [run]);
  return (
    <section className="keys" aria-labelledby="keys">
      <header className="section-head">
        <h2 id="keys">Keys of this server</h2>
        {!asked && (
          <p className="quiet">
            Nobody is asked for one now: they count once it runs with <code>--require-keys</code>.
          </p>
        )}
      </header>
      <NewKeyForm onCreated={() => run()} />
      {error && <ErrorNote error={error} onRetry={() => run()} />}
      {!keys && !error && <p className="loading">Looking for keys…</p>}
      {keys?.length === 0 && <p className="empty">There is no key yet.</p>}
      {keys && keys.length > 0 && (
        <ul>
          {keys.map((key) => (
            <KeyRow key={key.id} serverKey={key} onRevoked={() => run()} />
          ))}
        </ul>
      )}
    </section>
  );
}
