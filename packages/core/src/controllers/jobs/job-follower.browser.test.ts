import { expect, onTestFinished, test, vi } from 'vitest';
import type { Job } from '../../contract/jobs.ts';
import { realService } from '../__fixtures__/real-service.ts';
import { until } from '../__fixtures__/until.ts';
import { JobFollower, type JobFollowerOptions } from './job-follower.ts';

function makeFollower(options: Partial<JobFollowerOptions> = {}): JobFollower {
  const follower = new JobFollower({ service: realService(), ...options });
  onTestFinished(() => follower.dispose());
  return follower;
}

const SHORT = { type: 'synthesize', request: { text: 'One potoo.', format: 'wav' } } as const;

test('a job is handed in and followed to its result', async () => {
  const onCompleted = vi.fn();
  const follower = makeFollower({ onCompleted });
  const job = await follower.submitAsync(SHORT);
  expect(job).toMatchObject({ status: 'completed', progress: 1 });
  expect(follower.getSnapshot()).toMatchObject({ status: 'completed', progress: 1, error: null, job: { id: job.id } });
  expect(onCompleted).toHaveBeenCalledTimes(1);
  const other = makeFollower();
  expect((await other.followAsync(job.id)).id).toBe(job.id);
});

test('a job that fails tells why', async () => {
  const follower = makeFollower();
  const request = { type: 'transcribe', request: { audio: new Blob(['this is no audio']) } } as const;
  await expect(follower.submitAsync(request)).rejects.toMatchObject({ code: 'bad_request' });
  expect(follower.getSnapshot()).toMatchObject({ error: { code: 'bad_request' } });
  await expect(makeFollower().followAsync('no-such-job')).rejects.toMatchObject({ code: 'not_found' });
});

test('a cancelled job is no error', async () => {
  const running: Job = { id: 'a', status: 'running', progress: 0.4, createdAt: new Date() };
  let stop: (job: Job) => void = () => {};
  const stopped = new Promise<Job>((resolve) => {
    stop = resolve;
  });
  const service = Object.assign(Object.create(realService()), {
    submit: async () => running,
    async *watchJob() {
      yield running;
      yield await stopped;
    },
    cancelJob: async () => {
      const cancelled: Job = { ...running, status: 'cancelled' };
      stop(cancelled);
      return cancelled;
    },
  });
  const follower = makeFollower({ service });
  const ended = follower.submitAsync(SHORT);
  await until(follower, ({ status, progress }) => status === 'running' && progress === 0.4);
  follower.cancel();
  await expect(ended).rejects.toMatchObject({ name: 'AbortError' });
  expect(follower.getSnapshot()).toMatchObject({ status: 'cancelled', error: null });
  follower.reset();
  expect(follower.getSnapshot()).toMatchObject({ status: 'idle', job: null });
});
