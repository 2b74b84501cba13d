import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine, type EngineOptions } from '@potoo/engine';

/** An engine that keeps cloned voices where they go with the process, rather than among those of the user. */
export function testEngine(options: EngineOptions = {}): Engine {
  const voicesDirectory = mkdtempSync(join(tmpdir(), 'potoo-voices-'));
  process.once('exit', () => rmSync(voicesDirectory, { recursive: true, force: true }));
  return createEngine({ voicesDirectory, ...options });
}
