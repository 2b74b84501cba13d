import type { Voice } from '../../contract/voices.ts';
import { check } from '../check.ts';
import type { Bench, ConformanceCase } from '../conformance-case.ts';

/** Cases about what a service says it has. */
export function catalogCases(bench: Bench): ConformanceCase[] {
  return [
    { name: 'capabilities agree with themselves and with the features', run: () => capabilitiesAgree(bench) },
    { name: 'every model has an id of its own, installed ones come first', run: () => modelsAreSound(bench) },
    { name: 'every voice has an id of its own and a model that is listed', run: () => voicesAreSound(bench) },
    { name: 'filters of voices and models narrow', run: () => filtersNarrow(bench) },
  ];
}

async function capabilitiesAgree({ service, options }: Bench): Promise<void> {
  const capabilities = await (await service()).capabilities();
  const features = [...capabilities.features].sort().join(' ');
  check(features === [...options.features].sort().join(' '), `the features are ${features}`);
  check(capabilities.service.length > 0, 'the service has no name');
  check(capabilities.formats.includes('wav'), 'wav is not among the formats');
  check(new Set(capabilities.formats).size === capabilities.formats.length, 'a format is named twice');
  if (options.features.includes('synthesize')) {
    check(capabilities.speechLanguages.length > 0, 'it speaks and names no language');
    check(capabilities.maxCharacters > 0, 'it speaks no character at once');
  }
  if (options.features.includes('transcribe')) {
    check(capabilities.transcriptionLanguages.length > 0, 'it listens and names no language');
    check(capabilities.maxAudioSeconds > 0, 'it hears no second at once');
  }
  const tags = [...capabilities.speechLanguages, ...capabilities.transcriptionLanguages];
  for (const tag of tags) check(isLanguageTag(tag), `${tag} is no BCP-47 tag`);
}

async function modelsAreSound({ service }: Bench): Promise<void> {
  const models = await (await service()).listModels();
  check(new Set(models.map(({ id }) => id)).size === models.length, 'two models share an id');
  checkInstalledFirst(models, 'model');
  for (const model of models) {
    check(model.id.length > 0 && model.name.length > 0, `a model has no id or no name: ${JSON.stringify(model)}`);
    check(
      model.state === 'installed' || (model.install ?? '').length > 0,
      `${model.id} does not say how to install it`,
    );
  }
}

async function voicesAreSound({ service, options }: Bench): Promise<void> {
  const voices = await (await service()).listVoices();
  if (options.features.includes('synthesize')) {
    check(
      voices.some(({ state }) => state === 'installed'),
      'it speaks, and no voice is installed',
    );
  }
  const models = new Set((await (await service()).listModels()).map(({ id }) => id));
  check(new Set(voices.map(({ id }) => id)).size === voices.length, 'two voices share an id');
  checkInstalledFirst(voices, 'voice');
  for (const voice of voices) {
    check(voice.id.length > 0 && voice.name.length > 0, `a voice has no id or no name: ${JSON.stringify(voice)}`);
    check(models.has(voice.model), `the model ${voice.model} of the voice ${voice.id} is not listed`);
    check(voice.languages.length > 0, `the voice ${voice.id} has no language`);
    for (const tag of voice.languages) check(isLanguageTag(tag), `${tag} of the voice ${voice.id} is no BCP-47 tag`);
  }
}

async function filtersNarrow({ service }: Bench): Promise<void> {
  const voiceService = await service();
  const [first] = await voiceService.listVoices();
  if (first) {
    const { model, gender, state, id } = first;
    const language = first.languages[0] ?? '';
    const base = language.split('-')[0] ?? '';
    const speaks = (voice: Voice) => voice.languages.some((tag) => tag === base || tag.startsWith(`${base}-`));
    const holds = async (filter: object, fits: (voice: Voice) => boolean) => {
      const found = await voiceService.listVoices(filter);
      const shown = JSON.stringify(filter);
      check(
        found.some((voice) => voice.id === id),
        `the filter ${shown} leaves ${id} out`,
      );
      for (const voice of found) check(fits(voice), `the filter ${shown} lets ${voice.id} in`);
    };
    await holds({ model }, (voice) => voice.model === model);
    await holds({ gender }, (voice) => voice.gender === gender);
    await holds({ state }, (voice) => voice.state === state);
    await holds({ language: base }, speaks);
    await holds({ search: first.name }, () => true);
    await holds({ model, gender, language: base }, (voice) => voice.model === model && voice.gender === gender);
  }
  check((await voiceService.listVoices({ search: 'no such voice at all' })).length === 0, 'a search finds everything');
  check((await voiceService.listVoices({ language: 'zxx' })).length === 0, 'a language without words finds voices');
  const speaking = await voiceService.listModels({ type: 'tts' });
  check(
    speaking.every(({ type }) => type === 'tts'),
    'the filter by type lets other models in',
  );
}

function checkInstalledFirst(items: ReadonlyArray<{ id: string; state: string }>, kind: string): void {
  const firstOther = items.findIndex(({ state }) => state !== 'installed');
  const late = firstOther === -1 ? undefined : items.slice(firstOther).find(({ state }) => state === 'installed');
  check(late === undefined, `the installed ${kind} ${late?.id} comes after one that is not`);
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
