import { describe, expect, test } from 'vitest';
import type { Availability, Backend, BackendVoice } from '../backends/contract.ts';
import { CATALOG } from './catalog/catalog.ts';
import { takeInventory } from './inventory.ts';
import { resolveVoice, type VoiceQuery } from './resolve-voice.ts';

const MODEL = {
  type: 'tts',
  tier: 'free',
  supportsCloning: false,
  supportsStreaming: true,
  creditsPer1kChars: 1,
} as const;

function backend(id: string, voices: Array<Omit<BackendVoice, 'model' | 'name'>>, availability: Availability): Backend {
  return {
    id,
    summary: id,
    licence: 'MIT',
    dependencies: [],
    check: async () => availability,
    host: new URL('file:///nowhere'),
    speech: {
      models: [{ ...MODEL, id, name: id, languages: voices.flatMap(({ languages }) => languages) }],
      voices: voices.map((voice) => ({ ...voice, name: voice.id, model: id })),
    },
  };
}

const flite = backend(
  'flite',
  [
    { id: 'slt', languages: ['en-US'], gender: 'female' },
    { id: 'rms', languages: ['en-US'], gender: 'male' },
    { id: 'awb', languages: ['en-GB'], gender: 'male' },
  ],
  { available: true },
);
const espeak = backend(
  'espeak',
  [
    { id: 'de', languages: ['de'], gender: 'male' },
    { id: 'en-us', languages: ['en-US', 'en'], gender: 'male' },
    { id: 'fr', languages: ['fr'], gender: 'male' },
  ],
  { available: true },
);
const absentEspeak: Backend = {
  ...espeak,
  check: async () => ({ available: false, problem: 'not here', install: 'Run: npm install espeak.' }),
};

async function resolve(query: Partial<VoiceQuery>, backends: readonly Backend[] = [flite, espeak]) {
  const resolved = await resolveVoice(await takeInventory(backends, { catalog: CATALOG, installations: [] }), {
    model: 'auto',
    voice: 'auto',
    language: undefined,
    detectLanguage: async () => 'en',
    strict: false,
    ...query,
  });
  return { ...resolved, name: `${resolved.voice.model}/${resolved.voice.id}` };
}

describe('an installed voice', () => {
  test.each([
    [{}, 'flite/slt'],
    [{ voice: 'rms' }, 'flite/rms'],
    [{ voice: 'default' }, 'flite/slt'],
    [{ model: 'flite' }, 'flite/slt'],
    [{ model: 'espeak', voice: 'fr' }, 'espeak/fr'],
    [{ voice: 'espeak/en-us' }, 'espeak/en-us'],
    [{ model: 'espeak', voice: 'espeak/auto' }, 'espeak/en-us'],
    [{ language: 'en-GB' }, 'flite/awb'],
    [{ language: 'de-AT' }, 'espeak/de'],
    [{ detectLanguage: async () => 'fr' }, 'espeak/fr'],
  ])('%j is served by %s, without a warning', async (query, name) => {
    const resolved = await resolve(query);
    expect(resolved.name).toBe(name);
    expect(resolved.warnings).toEqual([]);
  });

  test('decides the language of the text when none is stated', async () => {
    expect((await resolve({ voice: 'fr', detectLanguage: async () => 'en' })).language).toBe('fr');
    expect((await resolve({ model: 'flite', detectLanguage: async () => 'de' })).language).toBe('en');
  });

  test('refuses a stated language that it does not speak', async () => {
    await expect(resolve({ voice: 'slt', language: 'de' })).rejects.toMatchObject({
      code: 'bad_request',
      reason: 'language_not_supported',
      param: 'language',
    });
  });
});

describe('a known voice that is not installed', () => {
  test.each([
    [{ model: 'kokoro', voice: 'af_bella' }, 'flite/slt'],
    [{ model: 'kokoro', voice: 'am_adam' }, 'flite/rms'],
    [{ voice: 'bm_george' }, 'flite/awb'],
    [{ model: 'kokoro', voice: 'ff_siwis' }, 'espeak/fr'],
    [{ model: 'OuteTTS-1-Pro', voice: 'EN-FEMALE-1-NEUTRAL' }, 'flite/slt'],
    [{ model: 'OuteTTS-1-Pro', voice: 'EN-MALE-1-NEUTRAL' }, 'flite/rms'],
    [{ voice: 'DE-MALE-1-NEUTRAL' }, 'espeak/de'],
    [{ model: 'chatterbox', voice: 'default' }, 'flite/slt'],
    [{ model: 'piper', language: 'de' }, 'espeak/de'],
  ])('%j falls back to %s and says so', async (query, name) => {
    const resolved = await resolve(query);
    expect(resolved.name).toBe(name);
    expect(resolved.warnings).toMatchObject([{ type: 'fallback', message: expect.stringContaining(name) }]);
  });

  test('is refused when strict', async () => {
    await expect(resolve({ model: 'kokoro', voice: 'af_bella', strict: true })).rejects.toMatchObject({
      code: 'not_found',
      reason: 'model_not_installed',
    });
  });
});

describe('an installed model that speaks only in the voice of a recording', () => {
  const inventory = async () => {
    const cards = CATALOG.filter(({ id }) => ['chatterbox', 'pocket-tts', 'zipvoice'].includes(id));
    const installations = cards.flatMap((card) =>
      card.variants.map((variant) => ({ card, variant, folder: '/nowhere', files: [] })),
    );
    const runners = [...new Set(cards.map((card) => card.backend))].map((id) => backend(id, [], { available: true }));
    return takeInventory([flite, ...runners], { catalog: CATALOG, installations, fetch: () => expect.unreachable() });
  };
  const query = { voice: 'auto', language: undefined, detectLanguage: async () => 'en' };

  test.each(['chatterbox', 'pocket-tts', 'zipvoice'])('%s is stood in for, and says how to use it', async (model) => {
    const resolved = await resolveVoice(await inventory(), { ...query, model, strict: false });
    expect(resolved.voice.id).toBe('slt');
    const [warning] = resolved.warnings;
    expect(warning).toMatchObject({ type: 'fallback', subject: 'voice' });
    expect(warning?.message).toMatch(
      /speaks only in the voice of a recording: flite\/slt spoke instead\. Clone a voice/,
    );
  });

  test('is refused when strict', async () => {
    await expect(resolveVoice(await inventory(), { ...query, model: 'zipvoice', strict: true })).rejects.toMatchObject({
      code: 'bad_request',
      reason: 'voice_not_found',
      hint: expect.stringContaining('speakAs'),
    });
  });
});

describe('an unknown name', () => {
  test.each([
    [{ voice: 'slr' }, 'voice_not_found', 'slt'],
    [{ model: 'flite', voice: 'af_bella' }, 'voice_not_found', 'auto'],
    [{ model: 'kokoro', voice: 'af_bela' }, 'voice_not_found', 'af_bella'],
    [{ model: 'kokorro' }, 'model_not_found', 'kokoro'],
    [{ model: 'whisper' }, 'model_not_found', 'auto'],
    [{ model: 'nothing', voice: 'slt' }, 'model_not_found', 'auto'],
    [{ voice: '__proto__' }, 'voice_not_found', 'auto'],
    [{ voice: 'x'.repeat(100_000) }, 'voice_not_found', 'auto'],
  ])('%# is an error that offers the nearest names', async (query, reason, offered) => {
    await expect(resolve(query)).rejects.toMatchObject({
      code: 'not_found',
      reason,
      hint: expect.stringContaining(offered),
    });
  });
});

test('a language that nothing installed speaks is refused, with what to install', async () => {
  await expect(resolve({ language: 'de' }, [flite, absentEspeak])).rejects.toMatchObject({
    reason: 'language_not_supported',
    hint: expect.stringContaining('npm install espeak'),
  });
});

test('what has no voice of its own is not what to install for a language', async () => {
  const absentModels: Backend = {
    ...absentEspeak,
    id: 'networks',
    speech: { models: [], voices: [] },
    check: async () => ({ available: false, problem: 'not here', install: 'Run: npm install networks.' }),
  };
  await expect(resolve({ language: 'de' }, [flite, absentEspeak, absentModels])).rejects.toMatchObject({
    hint: 'Installed voices speak en. Run: npm install espeak.',
  });
});

test('without any voice the error names what to install', async () => {
  await expect(resolve({}, [absentEspeak])).rejects.toMatchObject({
    hint: expect.stringContaining('npm install espeak'),
  });
});
