import { potoo } from '@potoo/core';
import { PotooProvider } from '@potoo/react/provider';
import { type ReactElement, type ReactNode, useEffect, useMemo } from 'react';
import { useTask } from '../parts/useTask.ts';
import { ServerContext } from './ServerContext.ts';
import { useApiKey } from './useApiKey.ts';

/** Makes one client of the server that the page came from, and asks it what it can do. */
export function ServerProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [apiKey, setApiKey] = useApiKey();
  const service = useMemo(
    () =>
      potoo({
        baseUrl: location.origin,
        // The visitor typed their own key, and it goes only to where the page came from.
        ...(apiKey !== '' && { apiKey, dangerouslyAllowBrowser: true, allowInsecureHttp: true }),
      }),
    [apiKey],
  );
  const { run, result, error } = useTask((signal) => service.capabilities({ signal }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another key makes another service, which is asked anew
  useEffect(() => run(), [run, service]);
  const server = useMemo(
    () => ({ service, capabilities: result, error, reload: run, apiKey, setApiKey }),
    [service, result, error, run, apiKey, setApiKey],
  );
  return (
    <ServerContext.Provider value={server}>
      <PotooProvider service={service}>{children}</PotooProvider>
    </ServerContext.Provider>
  );
}
