import { BadRequestError } from '@potoo/core';
import type { HostContext, HostMethods } from '../../hosts/contract.ts';
import { keepAlive } from '../../hosts/keep-alive.ts';
import { primaryLanguage } from '../../models/language-tags.ts';
import { UNDETERMINED } from '../../models/undetermined-language.ts';
import type { Recognition, RecognizeParams } from '../contract.ts';
import { OfflineRecognizer } from './addon.ts';
import type { OpenedModel } from './open-model.ts';
import { plainText, spacedTokens, wordsOf } from './token-words.ts';

const RATE = 16_000;
/** Silence after a stretch: recognisers that work in chunks leave the last one out otherwise. */
const TAIL_SECONDS = 0.3;

/** What the configuration tells of languages, by family. An empty one is detected. */
const LANGUAGE_OPTIONS: Readonly<Record<string, (spoken: string, into: string) => Readonly<Record<string, string>>>> = {
  // Its translation is always into English.
  whisper: (spoken, into) => ({ language: spoken, task: into === '' ? 'transcribe' : 'translate' }),
  senseVoice: (spoken) => ({ language: spoken }),
  // It detects none, and keeps those of its card.
  canary: (spoken, into) => ({
    ...(spoken !== '' && { srcLang: spoken }),
    ...((into || spoken) !== '' && { tgtLang: into || spoken }),
  }),
};

/** Loads a recogniser that hears whole stretches. It answers `recognize`. */
export async function loadRecognizer(model: OpenedModel): Promise<HostMethods> {
  let told: Languages = { spoken: UNDETERMINED };
  const recognizer = new OfflineRecognizer(configOf(model, told));
  return {
    async recognize({ samples, language, into }: RecognizeParams, context: HostContext): Promise<Recognition> {
      context.signal.throwIfAborted();
      checkLanguage(model, language);
      if (LANGUAGE_OPTIONS[model.settings.family] && (language !== told.spoken || into !== told.into)) {
        told = { spoken: language, into };
        recognizer.setConfig(configOf(model, told));
      }
      const stream = recognizer.createStream();
      stream.acceptWaveform({ samples: withTail(finite(samples)), sampleRate: RATE });
      await keepAlive(context, recognizer.decodeAsync(stream));
      context.signal.throwIfAborted();
      const result = recognizer.getResult(stream);
      const heard = result.lang?.replaceAll(/[<|>]/g, '');
      return {
        text: plainText(result.text),
        words: wordsOf(spacedTokens(result, model.settings.family), samples.length / RATE),
        ...(heard && /^[a-z]{2,3}$/.test(heard) && { language: heard }),
      };
    },
  };
}

/** Whisper ends its process over a language that it does not know. */
function checkLanguage(model: OpenedModel, language: string): void {
  const codes = model.factsOf('encoder').metadata['all_language_codes'];
  if (model.settings.family !== 'whisper' || !codes || language === UNDETERMINED) return;
  const known = codes.split(',');
  if (known.includes(primaryLanguage(language))) return;
  throw new BadRequestError(`The recogniser does not understand "${language.slice(0, 40)}".`, {
    reason: 'language_not_supported',
    param: 'language',
    hint: `It understands ${known.slice(0, 100).join(', ')}; leave the language out to have it detected.`,
  });
}

/** BCP-47 tags: the language that is spoken, and the one to write down where that is another. */
interface Languages {
  readonly spoken: string;
  readonly into?: string | undefined;
}

function configOf(model: OpenedModel, { spoken, into }: Languages) {
  const { family, modelType } = model.settings;
  const [from = '', to = ''] = [spoken, into].map((tag) =>
    tag === undefined || tag === UNDETERMINED ? '' : primaryLanguage(tag),
  );
  const languages = LANGUAGE_OPTIONS[family]?.(from, to) ?? {};
  return {
    featConfig: { sampleRate: RATE, featureDim: 80 },
    modelConfig: {
      [family]: { ...model.part(['tokens']), ...languages },
      tokens: model.pathOf('tokens'),
      numThreads: 1,
      provider: 'cpu',
      debug: 0,
      ...(modelType !== undefined && { modelType }),
    },
  };
}

/** What is no number would become NaN in every later frame. */
export function finite(samples: Float32Array): Float32Array {
  return samples.every(Number.isFinite) ? samples : samples.map((sample) => (Number.isFinite(sample) ? sample : 0));
}

/** The samples with silence after them. */
export function withTail(samples: Float32Array): Float32Array {
  const whole = new Float32Array(samples.length + Math.round(TAIL_SECONDS * RATE));
  whole.set(samples);
  return whole;
}
