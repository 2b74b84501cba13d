import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import type { VoiceService } from '../../contract/voice-service.ts';
import type { Voice } from '../../contract/voices.ts';
import { UnreachableError } from '../../errors/errors.ts';
import { click } from '../__fixtures__/gesture.ts';
import { realService } from '../__fixtures__/real-service.ts';
import { until } from '../__fixtures__/until.ts';
import { ModelLibrary } from './model-library.ts';
import { VoiceLibrary, type VoiceLibraryOptions } from './voice-library.ts';

function makeLibrary(options: Partial<VoiceLibraryOptions> = {}): VoiceLibrary {
  const library = new VoiceLibrary({ service: realService(), ...options });
  onTestFinished(() => library.dispose());
  return library;
}

function listing(...lists: Voice[][]): VoiceService {
  let call = 0;
  const listVoices = async () => lists[Math.min(call++, lists.length - 1)] ?? [];
  return Object.assign(Object.create(realService()), { listVoices });
}

const VOICE: Voice = {
  id: 'slt',
  name: 'Slt',
  model: 'flite',
  languages: ['en-US'],
  gender: 'female',
  state: 'installed',
};

beforeAll(() => click());

test('voices are loaded once, and narrowed without asking again', async () => {
  const service = realService();
  const asked = vi.spyOn(service, 'listVoices');
  const library = makeLibrary({ service });
  expect(library.getSnapshot().status).toBe('idle');
  library.load();
  library.load();
  const { all } = await until(library, ({ status }) => status === 'ready');
  expect(all.length).toBeGreaterThan(20);
  library.setFilter({ gender: 'female', language: 'en', state: 'installed' });
  const { shown } = library.getSnapshot();
  expect(shown.map(({ id }) => id)).toContain('slt');
  expect(shown.length).toBeLessThan(all.length);
  library.setFilter({ search: 'no voice is called so' });
  expect(library.getSnapshot().shown).toEqual([]);
  expect(asked).toHaveBeenCalledTimes(1);
});

test('a voice is heard, and the second time nothing is made', async () => {
  const service = listing([VOICE]);
  const made = vi.spyOn(service, 'synthesize');
  const library = makeLibrary({ service, sampleText: () => 'Hi.' });
  await library.refreshAsync();
  const states: unknown[] = [];
  library.subscribe(() => states.push(library.getSnapshot().preview?.status));
  await library.previewAsync('slt');
  expect([...new Set(states)]).toEqual(['loading', 'playing', undefined]);
  await library.previewAsync('slt');
  expect(made).toHaveBeenCalledTimes(1);
  expect(made.mock.calls[0]?.[0]).toMatchObject({ text: 'Hi.', voice: 'slt', model: 'flite' });
});

test('a sample that cannot be fetched is made instead', async () => {
  const library = makeLibrary({ service: listing([{ ...VOICE, previewUrl: '/no-such-sample.mp3' }]) });
  await library.refreshAsync();
  await library.previewAsync('slt');
});

test('another preview replaces the first, and a stop ends it', async () => {
  const library = makeLibrary({ service: listing([VOICE, { ...VOICE, id: 'awb' }]) });
  await library.refreshAsync();
  const first = library.previewAsync('slt');
  const second = library.previewAsync('awb');
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  expect(library.getSnapshot().preview?.voiceId).toBe('awb');
  await until(library, ({ preview }) => preview?.status === 'playing');
  library.stopPreview();
  await expect(second).rejects.toMatchObject({ name: 'AbortError' });
  expect(library.getSnapshot().preview).toBeNull();
  await expect(library.previewAsync('nobody')).rejects.toMatchObject({ code: 'not_found' });
  expect(library.getSnapshot().preview).toMatchObject({ voiceId: 'nobody', status: 'error' });
});

test('what is downloading is looked at until it is there', async () => {
  const service = listing([{ ...VOICE, state: 'downloading' }], [VOICE]);
  const library = makeLibrary({ service, refreshMs: 10 });
  library.load();
  await until(library, ({ all }) => all[0]?.state === 'downloading');
  await until(library, ({ all }) => all[0]?.state === 'installed');
});

test('the choice is kept, and comes back when the list is used again', async () => {
  localStorage.removeItem('a-voice');
  const onSelect = vi.fn();
  const library = makeLibrary({ service: listing([VOICE]), storageKey: 'a-voice', onSelect });
  await library.refreshAsync();
  library.select('slt');
  expect(onSelect).toHaveBeenCalledExactlyOnceWith('slt', VOICE);
  const later = makeLibrary({ storageKey: 'a-voice' });
  expect(later.getSnapshot().selectedId).toBeNull();
  later.attach();
  expect(later.getSnapshot().selectedId).toBe('slt');
  later.select(null);
  expect(localStorage.getItem('a-voice')).toBeNull();
});

test('a service that is away is an error, and asking again works', async () => {
  const onError = vi.fn();
  const service = listing([VOICE]);
  const list = vi.spyOn(service, 'listVoices').mockRejectedValueOnce(new UnreachableError('Nobody answers.'));
  const library = makeLibrary({ service, onError });
  library.load();
  await until(library, ({ status }) => status === 'error');
  expect(library.getSnapshot().error).toMatchObject({ code: 'unreachable', retryable: true });
  expect(onError).toHaveBeenCalledTimes(1);
  library.load();
  await until(library, ({ status, all }) => status === 'ready' && all.length === 1);
  expect(list).toHaveBeenCalledTimes(2);
});

test('models are listed and narrowed the same way', async () => {
  const library = new ModelLibrary({ service: realService() });
  onTestFinished(() => library.dispose());
  await library.refreshAsync();
  library.setFilter({ type: 'stt' });
  const { all, shown } = library.getSnapshot();
  expect(all.length).toBeGreaterThan(shown.length);
  expect(shown.every(({ type }) => type === 'stt')).toBe(true);
});
