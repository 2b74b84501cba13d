import type { Connection } from '../shared/connection.ts';
import type { OpenAiDefaults } from './options.ts';

/** A connection, and what is asked for where the caller does not say. */
export interface OpenAiConnection extends Connection {
  readonly defaults: OpenAiDefaults;
}
