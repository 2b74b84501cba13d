import { workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

// The thread that makes the files of an empty database, in the folder that it is given.
const client = await PGlite.create({ dataDir: String(workerData) });
await client.close();
