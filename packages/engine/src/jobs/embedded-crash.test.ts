import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryHome } from '../db/__fixtures__/temporary-home.ts';
import { createPlatform } from '../server/platform/platform.ts';
import { ToneService } from '../testing/__fixtures__/tone-service.ts';
import { ended } from './__fixtures__/job-desk.ts';

let home: Awaited<ReturnType<typeof temporaryHome>>;
beforeAll(async () => {
  home = await temporaryHome();
});
afterAll(() => home.remove());

/** Starts a process that hands jobs in, and kills it once so many were accepted. @returns Their ids. */
async function submitAndKill(count: number): Promise<string[]> {
  const script = fileURLToPath(new URL('./__fixtures__/submit-process.ts', import.meta.url));
  const args = ['--conditions=potoo-source', '--disable-warning=ExperimentalWarning', script, home.path, '1000', '60'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const accepted: string[] = [];
  for await (const id of createInterface({ input: child.stdout })) {
    accepted.push(id);
    if (accepted.length === count) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return accepted;
}

it('a server that is killed keeps every job that it accepted, and goes on with them when it starts again', async () => {
  const accepted = [...(await submitAndKill(15)), ...(await submitAndKill(30))];
  expect(accepted.length).toBeGreaterThanOrEqual(45);
  const marker = path.join(home.path, 'unfinished-jobs');
  expect(existsSync(marker)).toBe(true);

  const platform = createPlatform({ dataDirectory: home.path, service: new ToneService(), capacity: 4 });
  await platform.start();
  expect(platform.isOpen).toBe(true);
  const jobs = await platform.jobs();
  for (const id of accepted) expect(await ended(jobs, 'local', id)).toMatchObject({ status: 'completed' });
  const database = await platform.database();
  // One that was being accepted when the kill came may be there as well, though nobody was told.
  const all = await jobs.list('local', { limit: 100 });
  expect(all.length).toBeLessThanOrEqual(accepted.length + 2);
  for (const { id } of all) await ended(jobs, 'local', id);
  const [kept] = await database.query(
    `SELECT count(*) AS files, count(DISTINCT job_id) AS jobs FROM potoo.results WHERE stored AND part = 'audio'`,
  );
  expect(kept).toEqual({ files: all.length, jobs: all.length });
  await platform.close();

  // Nothing is left to do: the next start opens nothing.
  expect(existsSync(marker)).toBe(false);
  const idle = createPlatform({ dataDirectory: home.path, service: new ToneService() });
  await idle.start();
  expect(idle.isOpen).toBe(false);
  await idle.close();
  // The database is opened four times over; on a busy machine each takes many seconds.
}, 300_000);
