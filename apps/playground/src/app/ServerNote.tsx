import type { ReactElement } from 'react';
import { useServer } from '../server/ServerContext.ts';

/** Which server this is, and where its interface is described. */
export function ServerNote(): ReactElement {
  const { capabilities, error } = useServer();
  const state = error ? 'away' : capabilities ? 'there' : 'asked';
  return (
    <p className="server-note" data-state={state}>
      <span role="status">
        {error ? 'The server does not answer' : (capabilities?.service ?? 'Looking for the server…')}
      </span>
      <a href="/docs">HTTP interface</a>
    </p>
  );
}
