import type { Writable } from 'node:stream';
import { PotooError } from '@potoo/core/errors';
import { cleanText } from '../results/clean-text.ts';
import type { LogLevel } from '../settings.ts';

/** Lines for the person who looks after the server. They hold no texts, transcripts or keys. */
export interface Log {
  /** Something failed. What callers did wrong is only told when debugging. */
  error(error: unknown): void;
  /** Something that the person has to know. */
  tell(line: string): void;
}

/** A log that writes to standard error, the only place beside files that MCP leaves to a server. */
export function createLog(stderr: Writable, level: LogLevel): Log {
  const write = (line: string) => void stderr.write(`potoo-mcp: ${cleanText(line).replaceAll('\n', ' ')}\n`);
  return {
    error: (error) => {
      const expected = PotooError.isInstance(error) && error.code !== 'internal_error';
      if (level === 'silent' || (expected && level !== 'debug')) return;
      write(PotooError.isInstance(error) ? `${error.code}: ${error.message}` : describe(error));
      if (level === 'debug' && error instanceof Error && error.stack) stderr.write(`${error.stack}\n`);
    },
    tell: (line) => {
      if (level !== 'silent') write(line);
    },
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
