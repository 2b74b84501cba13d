import { beforeAll, expect, test } from 'vitest';
import { click } from '../__fixtures__/gesture.ts';
import { realService } from '../__fixtures__/real-service.ts';
import { renderHook } from '../__fixtures__/render-hook.tsx';
import { useVoiceClone } from './useVoiceClone.ts';

beforeAll(() => click());

test('consent comes first, then a recording that is looked at', async () => {
  const service = realService();
  const hook = renderHook(() => useVoiceClone({ service, maxDuration: 0.4 }));
  hook.current.record();
  expect((await hook.until(({ error }) => error !== null)).error?.reason).toBe('missing_consent');
  hook.current.giveConsent({ speaker: 'Ada Example', statement: 'I agree.' });
  await hook.until(({ step }) => step === 'reference');
  hook.current.record();
  const { checks, error } = await hook.until(({ step }) => step === 'review');
  expect(checks.find(({ id }) => id === 'duration')).toMatchObject({ verdict: 'bad' });
  expect(error).toBeNull();
});
