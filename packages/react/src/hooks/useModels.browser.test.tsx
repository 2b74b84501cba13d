import { expect, test } from 'vitest';
import { realService } from '../__fixtures__/real-service.ts';
import { renderHook } from '../__fixtures__/render-hook.tsx';
import { useModels } from './useModels.ts';

test('models are there after mount where that is asked for', async () => {
  const service = realService();
  const hook = renderHook(() => useModels({ service, autoLoad: true }));
  const { all, setFilter } = await hook.until(({ status }) => status === 'ready');
  setFilter({ type: 'tts', state: 'installed' });
  const { models } = await hook.until((each) => each.models.length < all.length);
  expect(models.map(({ id }) => id)).toContain('flite');
});
