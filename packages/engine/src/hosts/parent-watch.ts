import { workerData } from 'node:worker_threads';
import { endProcess } from './end-process.ts';

/**
 * The thread that ends a host whose parent has died. The host's own event loop hears of that through its channel, but a
 * host that computes does not turn its loop, and would compute on for nobody.
 */
const PERIOD_MS = 400;
const parent = Number(workerData);
const sleeper = new Int32Array(new SharedArrayBuffer(4));

while (parentLives()) Atomics.wait(sleeper, 0, 0, PERIOD_MS);
endProcess();

function parentLives(): boolean {
  // An orphan gets another parent. Windows keeps stating the number of the dead one.
  if (process.platform !== 'win32') return process.ppid === parent;
  try {
    return process.kill(parent, 0);
  } catch {
    return false;
  }
}
