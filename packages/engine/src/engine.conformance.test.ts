import type { VoiceService } from '@potoo/core';
import { potoo } from '@potoo/core';
import { type SampleAudio, voiceServiceCases } from '@potoo/core/testing';
import { afterAll, describe, it } from 'vitest';
import { createEngine } from './engine.ts';
import { createServer } from './server/index.ts';
import { referenceSpeech, temporaryVoices } from './testing/__fixtures__/reference-speech.ts';
import { startLanguageServer } from './testing/language-server.ts';

const cleanUps: Array<() => Promise<void>> = [];
afterAll(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
});

const voicesDirectory = temporaryVoices();
const language = await startLanguageServer(() => 'Well said. The sun rises again tomorrow.');
cleanUps.push(async () => language[Symbol.asyncDispose]());
const newEngine = () => createEngine({ voicesDirectory, languageModel: { baseUrl: language.baseUrl } });

const speaker = newEngine();
cleanUps.push(() => speaker.close());
const { features } = await speaker.capabilities();

const SAID = 'The boy was there when the sun rose.';
const { audio } = await speaker.synthesize({ text: SAID, voice: 'slt', format: 'wav' });
const sampleAudio: SampleAudio = {
  bytes: audio.bytes(),
  text: SAID,
  language: 'en',
  duration: audio.duration,
  recall: 0.7,
};
const reference = await referenceSpeech(speaker);

const listens = features.includes('transcribe');
it.skipIf(listens)('listening is not tried: pocketsphinx is not installed here', () => {});

function casesOf(create: () => Promise<VoiceService>) {
  return voiceServiceCases({ create, features, sampleAudio, reference });
}

describe('the engine in process keeps the contract', () => {
  for (const { name, run } of casesOf(async () => newEngine())) it(name, run);
});

describe('potoo() in front of the server in front of the engine keeps it too, over a socket', () => {
  const create = async () => {
    const engine = newEngine();
    const server = await createServer(engine).listen({ port: 0 });
    cleanUps.push(() => engine.close());
    cleanUps.push(() => server.close());
    return potoo({ baseUrl: server.url });
  };
  for (const { name, run } of casesOf(create)) it(name, run);
});
