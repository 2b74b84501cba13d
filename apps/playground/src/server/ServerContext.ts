import type { Capabilities, PotooError, VoiceService } from '@potoo/core';
import { createContext, useContext } from 'react';

/** The server behind the page. */
export interface Server {
  /** Potoo's own client, with the key that was given. */
  readonly service: VoiceService;
  /** What the server can do; nothing before it has said so. */
  readonly capabilities: Capabilities | undefined;
  /** Why it has not. */
  readonly error: PotooError | undefined;
  /** Asks it again. */
  readonly reload: () => void;
  /** The key that requests carry; '' for none. */
  readonly apiKey: string;
  readonly setApiKey: (key: string) => void;
}

/** Set by `ServerProvider`. */
export const ServerContext = createContext<Server | undefined>(undefined);

/** The server behind the page. @throws {TypeError} Outside a `ServerProvider`. */
export function useServer(): Server {
  const server = useContext(ServerContext);
  if (!server) throw new TypeError('useServer() needs a <ServerProvider> around it.');
  return server;
}
