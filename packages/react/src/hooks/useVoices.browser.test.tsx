import { beforeAll, expect, test, vi } from 'vitest';
import { click } from '../__fixtures__/gesture.ts';
import { realService } from '../__fixtures__/real-service.ts';
import { renderHook } from '../__fixtures__/render-hook.tsx';
import { PotooProvider } from '../provider/PotooProvider.tsx';
import { useVoices } from './useVoices.ts';

beforeAll(() => click());

test('voices come when they are wanted, and can be searched, chosen and tried', async () => {
  const service = realService();
  const asked = vi.spyOn(service, 'listVoices');
  const onSelect = vi.fn();
  const hook = renderHook(() => useVoices({ onSelect, sampleText: () => 'Hi.' }), {
    wrapper: (children) => <PotooProvider service={service}>{children}</PotooProvider>,
  });
  expect(hook.current).toMatchObject({ status: 'idle', voices: [] });
  expect(asked).not.toHaveBeenCalled();
  const { load, setFilter, select, previewAsync } = hook.current;
  load();
  await hook.until(({ status }) => status === 'ready');
  setFilter({ search: 'slt' });
  const { voices } = await hook.until((each) => each.voices.length === 1);
  expect(voices[0]).toMatchObject({ id: 'slt', state: 'installed' });
  select('slt');
  expect((await hook.until(({ selected }) => selected !== undefined)).selected).toBe(voices[0]);
  expect(onSelect).toHaveBeenCalledTimes(1);
  const heard = previewAsync('slt');
  await hook.until(({ previewing }) => previewing?.status === 'playing');
  await heard;
  expect((await hook.until(({ previewing }) => previewing === null)).previewAsync).toBe(previewAsync);
});
