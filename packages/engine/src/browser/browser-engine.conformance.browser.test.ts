import { voiceServiceCases } from '@potoo/core/testing';
import { afterAll, describe, it } from 'vitest';
import { type BrowserEngine, createBrowserEngine } from './index.ts';

const engines: BrowserEngine[] = [];
afterAll(async () => {
  for (const engine of engines) await engine.close();
});

const create = async () => {
  const engine = createBrowserEngine();
  engines.push(engine);
  return engine;
};

describe('the engine in a page keeps the contract', () => {
  const cases = voiceServiceCases({ create, features: ['synthesize', 'streamSpeech', 'convertAudio'] });
  for (const { name, run } of cases) it(name, run);
});
