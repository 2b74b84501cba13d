import { expect, test } from 'vitest';
import { realService } from '../__fixtures__/real-service.ts';
import { renderHook } from '../__fixtures__/render-hook.tsx';
import { useJob } from './useJob.ts';

test('a job is followed to its result, in StrictMode', async () => {
  const service = realService();
  const hook = renderHook(() => useJob({ service }));
  const { submit } = hook.current;
  submit({ type: 'synthesize', request: { text: 'One potoo.', format: 'wav' } });
  const { job } = await hook.until(({ status }) => status === 'completed');
  expect(job?.results?.[0]).toMatchObject({ contentType: expect.stringContaining('audio/') });
  expect(hook.current).toMatchObject({ progress: 1, error: null, submit });
});
