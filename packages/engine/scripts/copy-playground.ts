/** Puts the built page of `apps/playground` into `dist`, where the server finds it and npm packs it. */
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';

const SOURCE = path.join(import.meta.dirname, '../../../apps/playground/dist');
const TARGET = path.join(import.meta.dirname, '../dist/playground');

rmSync(TARGET, { recursive: true, force: true });
cpSync(SOURCE, TARGET, { recursive: true });
