import { createHostPool } from '../host-pool.ts';
import type { FaultyOptions } from './faulty-host.ts';

/** A process with one host, whose number it prints; its argument says what the host does meanwhile. */
const [, , task = 'idle'] = process.argv;
const options: FaultyOptions = task === 'start' ? { start: 'spin' } : {};
const pool = createHostPool({ name: 'orphan', module: new URL('./faulty-host.ts', import.meta.url), size: 1, options });
if (task === 'start') {
  void pool.warm();
} else {
  await pool.warm();
  if (task !== 'idle') void pool.run(task, {});
}
process.stdout.write(`${pool.stats().processes[0]?.pid}\n`);
