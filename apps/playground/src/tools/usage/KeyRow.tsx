import { ErrorNote } from '@potoo/react/error-note';
import type { ReactElement } from 'react';
import { Button } from '../../parts/Button.tsx';
import { useTask } from '../../parts/useTask.ts';
import { revokeKey, type ServerKey } from '../../server/keys.ts';
import { useServer } from '../../server/ServerContext.ts';

const WHEN = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

/** What {@link KeyRow} takes. */
export interface KeyRowProps {
  readonly serverKey: ServerKey;
  readonly onRevoked: () => void;
}

/** One key: what it is for, what it may do, and what ends it. */
export function KeyRow({ serverKey, onRevoked }: KeyRowProps): ReactElement {
  const server = useServer();
  const { id, mask, name, plan, kind, administrates, credits, lastUsedAt } = serverKey;
  const { run, status, error } = useTask(async (signal) => {
    await revokeKey(server, id, { signal });
    onRevoked();
  });
  const revoke = () => {
    if (confirm(`Revoke the key ${name} (${mask})? Whatever uses it stops working at once.`)) run();
  };
  const facts = [
    administrates ? `${plan}, administrator` : plan,
    ...(kind === 'publishable' ? ['for web pages'] : []),
    ...(plan === 'unlimited' ? [] : [`${credits.toLocaleString('en')} credits`]),
    lastUsedAt ? `used ${WHEN.format(lastUsedAt)}` : 'never used',
  ];
  return (
    <li className="key">
      <div>
        <strong>{name}</strong> <code>{mask}</code>
        <p className="quiet">{facts.join(' · ')}</p>
      </div>
      <Button look="quiet" onClick={revoke} disabled={status === 'working'}>
        Revoke<span className="said"> {name}</span>
      </Button>
      {error && <ErrorNote error={error} />}
    </li>
  );
}
