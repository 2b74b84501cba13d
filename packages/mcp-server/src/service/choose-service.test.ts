import type { VoiceService } from '@potoo/core';
import { describe, expect, it } from 'vitest';
import { chooseService, lazyService } from './choose-service.ts';

describe('the service', () => {
  it('is the engine of this machine, unless there is an address', async () => {
    const engine = await chooseService({});
    expect((await engine.capabilities()).service).toContain('engine');
    await engine.close();

    const remote = await chooseService({ baseUrl: 'http://127.0.0.1:1' });
    await expect(remote.listVoices()).rejects.toMatchObject({ code: 'unreachable' });
    await remote.close();
  });

  it('says when a hosted service cannot be used yet', async () => {
    await expect(chooseService({ ttsAiKey: 'k' })).rejects.toMatchObject({
      hint: expect.stringContaining('TTS_AI_API_KEY'),
    });
    await expect(chooseService({ outeAiToken: 't' })).rejects.toMatchObject({
      hint: expect.stringContaining('OUTEAI'),
    });
  });
});

describe('a lazy service', () => {
  it('is made once, however many ask, and made again when that failed', async () => {
    let made = 0;
    const lazy = lazyService(async () => {
      made += 1;
      if (made === 1) throw new Error('not yet');
      return { close: async () => {} } as VoiceService;
    });
    await expect(lazy.get()).rejects.toThrow('not yet');
    const [a, b] = await Promise.all([lazy.get(), lazy.get()]);
    expect(a).toBe(b);
    expect(made).toBe(2);
  });

  it('is not made to be closed', async () => {
    await lazyService(() => Promise.reject(new Error('made'))).close();
  });
});
