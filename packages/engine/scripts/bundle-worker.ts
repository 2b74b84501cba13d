/** Bundles the Worker of `@potoo/engine/browser`, in place of what the compiler wrote. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { WORKER_BUNDLE } from './worker-bundle.ts';

const WORKER = path.join(import.meta.dirname, '../dist/browser/worker.js');

await build({ ...WORKER_BUNDLE, entryPoints: [WORKER], outfile: WORKER, allowOverwrite: true });
await rm(`${WORKER}.map`, { force: true });
