import type { CallOptions } from '../../contract/call-options.ts';
import type { Voice } from '../../contract/voices.ts';
import { NotFoundError, UnsupportedError } from '../../errors/errors.ts';
import type { Clock } from '../../transport/clock.ts';
import { HEADERS } from '../../wire/headers.ts';

/** Who speaks. */
export interface Speaker {
  readonly model: string;
  readonly voice: string;
  /** BCP-47 tag, `und` where nobody knows. */
  readonly language: string;
}

/** What a request says of who is to speak. */
export interface AskedSpeaker {
  readonly model?: string;
  readonly voice?: string;
  readonly language?: string;
}

/** Lists voices. */
export type ListVoices = (options: CallOptions) => Promise<readonly Voice[]>;

const FRESH_MS = 5 * 60_000;

/** The same list, asked for again only after five minutes. */
export function rememberVoices(list: ListVoices, clock: Clock): ListVoices {
  let known: { readonly voices: readonly Voice[]; readonly at: number } | undefined;
  return async (options) => {
    if (!known || clock.now() - known.at > FRESH_MS) known = { voices: await list(options), at: clock.now() };
    return known.voices;
  };
}

/**
 * Settles who speaks, for services that have to be told: what the request leaves open is chosen from the service's
 * voices.
 * @param preferred - Who speaks when the request says nothing at all.
 * @throws {NotFoundError} `voice_not_found` or `model_not_found`.
 * @throws {UnsupportedError} `language_not_supported`.
 */
export async function chooseSpeaker(
  asked: AskedSpeaker,
  preferred: Speaker,
  list: ListVoices,
  options: CallOptions,
): Promise<Speaker> {
  const [model, voice, language] = [asked.model, asked.voice, asked.language].map(named);
  if (model !== undefined && voice !== undefined) return { model, voice, language: language ?? 'und' };
  if (model === undefined && voice === undefined && language === undefined) return preferred;
  const voices = await list(options);
  const speaking = language === undefined || voice !== undefined ? voices : voices.filter(speaks(language));
  if (speaking.length === 0 && language !== undefined) throw unknownLanguage(language);
  const found = nearest(
    speaking.filter((one) => (model === undefined || one.model === model) && (voice === undefined || one.id === voice)),
    preferred,
  );
  if (!found) throw voice === undefined ? unknownModel(model ?? '', speaking) : unknownVoice(voice, speaking);
  return { model: found.model, voice: found.id, language: language ?? found.languages[0] ?? 'und' };
}

/** Who spoke: a Potoo server says so where it was another voice than the one that was asked for. */
export function servedSpeaker(asked: Speaker, headers: Headers): Speaker {
  const served = headers.get(HEADERS.fallback)?.split(' -> ')[1];
  const [model, voice] = served?.split('/') ?? [];
  return { ...asked, ...(model && { model }), ...(voice && { voice }) };
}

/** Tells whether a voice speaks a language, in any of its regions. */
function speaks(language: string): (voice: Voice) => boolean {
  return ({ languages }) => languages.some((tag) => primary(tag) === primary(language));
}

function nearest(voices: readonly Voice[], preferred: Speaker): Voice | undefined {
  const installed = voices.filter(({ state }) => state === 'installed');
  const among = installed.length > 0 ? installed : voices;
  return (
    among.find(({ id }) => id === preferred.voice) ?? among.find(({ model }) => model === preferred.model) ?? among[0]
  );
}

function named(value: string | undefined): string | undefined {
  return value === 'auto' ? undefined : value;
}

function primary(tag: string): string {
  return tag.split('-')[0]?.toLowerCase() ?? '';
}

function unknownVoice(voice: string, among: readonly Voice[]): NotFoundError {
  return new NotFoundError(`There is no voice "${voice.slice(0, 80)}".`, {
    reason: 'voice_not_found',
    param: 'voice',
    hint: hintOf(among.map(({ id }) => id)),
  });
}

function unknownModel(model: string, among: readonly Voice[]): NotFoundError {
  return new NotFoundError(`There is no model "${model.slice(0, 80)}" that speaks.`, {
    reason: 'model_not_found',
    param: 'model',
    hint: hintOf([...new Set(among.map((voice) => voice.model))]),
  });
}

function unknownLanguage(language: string): UnsupportedError {
  return new UnsupportedError(`No voice speaks "${language.slice(0, 80)}".`, {
    reason: 'language_not_supported',
    param: 'language',
    hint: 'listVoices() tells the languages of every voice.',
  });
}

function hintOf(names: readonly string[]): string {
  return `There are ${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}; listVoices() lists all.`;
}
