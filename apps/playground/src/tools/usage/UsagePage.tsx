import { ErrorNote } from '@potoo/react/error-note';
import { type ReactElement, useEffect } from 'react';
import { Page } from '../../parts/Page.tsx';
import { useTask } from '../../parts/useTask.ts';
import { useServer } from '../../server/ServerContext.ts';
import { readUsage } from '../../server/usage.ts';
import { AccountLedger } from './AccountLedger.tsx';
import { KeyForm } from './KeyForm.tsx';
import { PlanCard } from './PlanCard.tsx';
import { ServerKeys } from './ServerKeys.tsx';

/** The key that requests carry, what it may do, and what it has used. */
export default function UsagePage(): ReactElement {
  const server = useServer();
  const { apiKey } = server;
  const { run, result, error } = useTask((signal) => readUsage(server, { signal }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another key is another account
  useEffect(() => run(), [run, apiKey]);
  const isAsked = result !== undefined && result.creditsRemaining !== null;
  return (
    <Page title="Key and usage" lede="Who you are to this server, what you may ask of it, and what you have used.">
      <KeyForm />
      {error && <ErrorNote error={error} onRetry={() => run()} />}
      {result && !error && (
        <>
          <PlanCard usage={result} />
          <AccountLedger entries={result.entries} free={!isAsked} />
          {result.administrates && <ServerKeys key={apiKey} asked={isAsked} />}
        </>
      )}
    </Page>
  );
}
