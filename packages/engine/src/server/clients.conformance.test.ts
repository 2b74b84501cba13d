import { openai, outeai, ttsai, type VoiceService } from '@potoo/core';
import { type SampleAudio, voiceServiceCases } from '@potoo/core/testing';
import { afterAll, describe, it } from 'vitest';
import { createEngine } from '../engine.ts';
import { referenceSpeech, temporaryVoices } from '../testing/__fixtures__/reference-speech.ts';
import { createServer } from './create-server.ts';

const engine = createEngine({ voicesDirectory: temporaryVoices() });
const server = await createServer(engine, { limits: { outeaiCharacters: 5_000 } }).listen({ port: 0 });
afterAll(async () => {
  await server.close();
  await engine.close();
});

const SAID = 'The boy was there when the sun rose.';
const { audio } = await engine.synthesize({ text: SAID, voice: 'slt', format: 'wav' });
const sampleAudio: SampleAudio = {
  bytes: audio.bytes(),
  text: SAID,
  language: 'en',
  duration: audio.duration,
  recall: 0.7,
};
const reference = await referenceSpeech(engine);

const { features: served } = await engine.capabilities();

/**
 * Runs the suite on a client, but for the cases whose promise the client's interface cannot keep, and those of features
 * that the server behind it does not have here.
 */
async function holdToContract(create: () => VoiceService, cannot: ReadonlyMap<string, string>) {
  const client = create();
  const { features } = await client.capabilities();
  await client.close();
  const casesOf = (of: typeof features) =>
    voiceServiceCases({ create: async () => create(), features: of, sampleAudio, reference });
  const possible = new Set(casesOf(features.filter((one) => served.includes(one))).map(({ name }) => name));
  for (const { name, run } of casesOf(features)) {
    const reason = possible.has(name) ? cannot.get(name) : 'the engine does not have it here';
    if (reason === undefined) it(name, run);
    else it.skip(`${name}: ${reason}`, () => {});
  }
}

describe('ttsai() over our server', async () => {
  await holdToContract(
    () => ttsai({ baseUrl: server.url }),
    new Map([
      [
        'audio is converted to the rate, channels and speed asked for',
        'the converter of the API keeps the speed, so that another one is refused',
      ],
    ]),
  );
});

describe('outeai() over our server', async () => {
  await holdToContract(
    () => outeai({ baseUrl: server.url }),
    new Map([
      ['speech has the rate and channels that were asked for', 'the API writes one form only'],
      ['speed 2 halves the length, speed 0.5 doubles it', 'the API has no speed'],
      ['a voice of every installed model speaks', 'its voices are those of OuteAI, for which others speak here'],
    ]),
  );
});

describe('openai() over our server', async () => {
  await holdToContract(
    () => openai({ baseUrl: server.url }),
    new Map([['speech has the rate and channels that were asked for', 'the API writes one rate and one channel']]),
  );
});
