import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Recordings and small models that lie beside the repository on some machines. They are read there and never copied. */
const FOLDER = new URL('../../../../../shared/data/', import.meta.url);

/** Path of a file or folder of the shared data; `undefined` where it is absent, for a test to skip with that reason. */
export function sharedData(relativePath: string): string | undefined {
  const path = fileURLToPath(new URL(relativePath, FOLDER));
  return existsSync(path) ? path : undefined;
}
