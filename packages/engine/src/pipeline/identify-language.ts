import type { IdentifyParams } from '../backends/sherpa/identify-language.ts';
import type { InstalledRecognizer, InstalledTool } from '../models/inventory.ts';
import { primaryLanguage } from '../models/language-tags.ts';
import { UNDETERMINED } from '../models/undetermined-language.ts';
import type { EngineCall } from './engine-call.ts';
import type { Recognizer } from './listen.ts';

/** Rate of the audio that languages are told by, hertz. */
const RATE = 16_000;
/** Families of recognisers that tell the language by themselves. */
const TELLING = new Set<unknown>(['whisper', 'senseVoice']);

/** The installed model that tells languages apart, for a recogniser that does not; `undefined` where there is no need or none. */
export function identificationTool(
  { backend, installation }: InstalledRecognizer,
  { inventory }: Pick<EngineCall, 'inventory'>,
): InstalledTool | undefined {
  const tells = backend.remote || TELLING.has(installation?.variant.settings['family']);
  if (tells || backend.recognition?.sampleRate !== RATE) return undefined;
  return inventory.tools.find(({ model }) => model.type === 'language-identification');
}

/** A recogniser that is told which language each stretch is in, and tells it. */
export function identifyingRecognizer(
  recognizer: Recognizer,
  languages: readonly string[],
  { backend, installation }: InstalledTool,
  { pools }: Pick<EngineCall, 'pools'>,
): Recognizer {
  const understands = (language: string) =>
    languages.length === 0 || languages.some((tag) => primaryLanguage(tag) === primaryLanguage(language));
  return {
    ...recognizer,
    async recognize(params, options) {
      if (params.language !== UNDETERMINED) return recognizer.recognize(params, options);
      const { signal, lane } = options;
      const asked: IdentifyParams = { samples: params.samples };
      const language = await pools.for(backend, installation).run<string>('identify', asked, { signal, lane });
      // What the recogniser does not understand, it was not: it goes by what it knows.
      if (language === '' || !understands(language)) return recognizer.recognize(params, options);
      return { language, ...(await recognizer.recognize({ ...params, language }, options)) };
    },
  };
}
