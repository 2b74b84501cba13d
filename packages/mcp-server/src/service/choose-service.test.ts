import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { VoiceService } from '@potoo/core';
import { describe, expect, it, vi } from 'vitest';
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

  it.each([
    ['TTS.ai', 'TTS_AI_BASE_URL', { ttsAiKey: 'sk-tts-0123456789' }, 'sk-tts-0123456789'],
    ['OuteAI', 'OUTEAI_BASE_URL', { outeAiToken: 'token-0123456789' }, 'token-0123456789'],
  ])('is %s when there is a key for it, and the key goes there', async (_, variable, settings, key) => {
    // One service is told the key in a header, the other in the address.
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.headers.authorization} ${request.url}`);
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end('{"error":{"code":"unauthorized","message":"no"}}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    vi.stubEnv(variable, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const service = await chooseService(settings);

    await expect(service.synthesize({ text: 'Hello.' })).rejects.toMatchObject({ code: 'unauthorized' });
    expect(asked[0]).toContain(key);
    await service.close();
    server.close();
    vi.unstubAllEnvs();
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
