import type { Transport, TransportSettings } from '../../transport/transport.ts';

/** What the calls of a client share. */
export interface Connection {
  readonly transport: Transport;
  readonly settings: TransportSettings;
}
